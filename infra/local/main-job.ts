import { hash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { resultsKey } from '../../shared/config/object-keys.ts';
import type { Answers, KeptAnswers } from '../../shared/domain/answers/answer.ts';
import { readCityPage } from '../../shared/domain/questionnaire/city-page.ts';
import { type Submission, submissionId } from '../../shared/domain/submissions/submission.ts';
import { findQuestionnaire } from '../../shared/questionnaires/catalogue.ts';
import { writeQuestionnaireWorkbook } from '../../shared/rendering/workbooks/questionnaire-workbook.ts';
import type { LocalCloud, Log } from './local-cloud.ts';
import { mailOfSubmission, type SavedMail } from './mail-folder.ts';
import { espooContact, localRound, type Office } from './office.ts';

export interface MainJobResult {
  readonly submission: Submission;
  /** Null when somebody has removed it from the folder of mails. */
  readonly mail: SavedMail | null;
  /** Keys of the results in the results bucket. */
  readonly workbookKey: string;
  readonly pageKey: string;
}

const cityPage = fileURLToPath(new URL('../../examples/espoo-city-page.txt', import.meta.url));

/** Espoo's filled questionnaire goes into the inbox; ends when its results are in the mailbox. */
export async function runMainJob(
  cloud: LocalCloud,
  office: Office,
  log: Log,
  signal: AbortSignal,
): Promise<MainJobResult> {
  signal.throwIfAborted();
  const bytes = await espooQuestionnaire();
  const sha256 = hash('sha256', bytes, 'hex');
  const id = submissionId({ authority: 'espoo', round: localRound.id, sender: espooContact, sha256 });
  const before = await office.store.submission(id);
  if (before?.stage === 'accepted') log("Espoo's questionnaire was read in an earlier run: here is what is stored");
  else {
    await cloud.upload({ fileName: 'espoo-questionnaire-2022.xlsx', bytes, sender: espooContact });
    log("Espoo's filled questionnaire is in the inbox");
  }
  const [submission, mail] = await resultsOf(id, cloud, office, log, signal);
  const of = { round: localRound.id, authority: 'espoo' };
  return { submission, mail, workbookKey: resultsKey(of, id, 'xlsx'), pageKey: resultsKey(of, id, 'html') };
}

/** The workbook an officer of Espoo would send: the answers it published, in our questionnaire; `others` in their place. */
export async function espooQuestionnaire(others: Answers = new Map()): Promise<Uint8Array> {
  const questionnaire = findQuestionnaire(localRound.questionnaire);
  if (questionnaire === undefined) throw new Error(`${localRound.questionnaire} is not in the catalogue`);
  const page = readCityPage(await readFile(cityPage, 'utf8'), questionnaire);
  return writeQuestionnaireWorkbook({
    questionnaire,
    language: 'en',
    authority: { id: 'espoo', name: 'Espoo' },
    round: localRound.id,
    contact: espooContact,
    answers: new Map([...page.answers, ...others]),
    background: page.background,
  });
}

async function resultsOf(
  id: string,
  cloud: LocalCloud,
  { store }: Office,
  log: Log,
  signal: AbortSignal,
): Promise<[Submission, SavedMail | null]> {
  let read = false;
  const look = async (): Promise<[Submission, SavedMail | null] | null> => {
    const submission = await store.submission(id);
    if (submission === null || submission.stage === 'committing') return null;
    const standing = await store.standing(localRound, 'espoo');
    if (!read) {
      const answers = await store.answers(id);
      log(`read: ${understood(answers)} of ${answers.size} answers; ${submission.stage}`);
    }
    read = true;
    const delivery = standing?.deliveries.find((one) => one.id === id);
    // An outbox forgets mails that went out long ago.
    if (delivery !== undefined && delivery.state !== 'sent') return null;
    const mail = mailOfSubmission(submission.id, await cloud.mails.list());
    log(mail === null ? 'results were mailed in an earlier run' : `results mailed to ${mail.to.join(', ')}`);
    return [submission, mail];
  };
  return whenProgress(cloud, look, signal);
}

/** KeptAnswers that are one of the offered ones. */
const understood = (answers: KeptAnswers): number =>
  [...answers.values()].filter(({ value }) => value !== 'unclear' && value !== 'unanswered').length;

/** Looks again after each batch that was worked on, until there is something to see. */
export function whenProgress<T>(cloud: LocalCloud, look: () => Promise<T | null>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    let looking = Promise.resolve();
    const forget = cloud.onProgress(() => {
      looking = looking.then(attempt);
    });
    const onAbort = (): void => {
      end();
      reject(signal.reason);
    };
    const end = (): void => {
      forget();
      signal.removeEventListener('abort', onAbort);
    };
    const attempt = async (): Promise<void> => {
      try {
        const seen = await look();
        if (seen === null) return;
        end();
        resolve(seen);
      } catch (error) {
        end();
        reject(error);
      }
    };
    signal.addEventListener('abort', onAbort);
    looking = attempt();
  });
}
