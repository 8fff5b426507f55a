import { basename, parse } from 'node:path';
import pMap from 'p-map';
import { isOpen, type ReviewSources, reviewableOf } from '../../functions/import-review/reviewable-of.ts';
import { s3Client } from '../../shared/adapters/aws/clients.ts';
import { cloudOf } from '../../shared/adapters/cloud.ts';
import { officePorts } from '../../shared/adapters/compose.ts';
import { reviewPrefix } from '../../shared/config/object-keys.ts';
import type { Round } from '../../shared/domain/registry/registry.ts';
import { catalogue } from '../../shared/questionnaires/catalogue.ts';
import type { AuthorityToReview } from '../../shared/rendering/workbooks/review/authority-to-review.ts';
import { writeReviewWorkbook } from '../../shared/rendering/workbooks/review/review-workbook.ts';
import { knownQuestionnaires } from '../../shared/use-cases/known-questionnaires.ts';
import { putIntoInbox } from '../local/inbox-folder.ts';
import { writeWhole } from '../write-whole.ts';
import { bytesNamed } from './files-in.ts';
import { authorityCalled } from './known-registry.ts';
import { progressBar } from './progress-bar.ts';
import { reachLocal, reachResults } from './reached-cloud.ts';
import { UsageError } from './usage-error.ts';

export interface ReviewOptions {
  readonly round?: string;
  readonly table?: string;
  readonly results?: string;
  readonly authority?: readonly string[];
  readonly open?: true;
  readonly out?: string;
  readonly send?: string;
  readonly inbox?: string;
  /** State folder of the local cloud. */
  readonly folder: string;
}

/** Of more answers than this a workbook would hold more cells than are read: those of 250 authorities to 41 questions. */
const answersInOne = 250 * 41;

/** Authorities that are read at once: each takes some answers of the table, which may be far away. */
const readAtOnce = 16;

/** Writes the review workbook of a round, or sends one that was filled in. */
export async function reviewCommand(options: ReviewOptions): Promise<number> {
  return options.send === undefined ? write(options) : send(options.send, options);
}

async function send(file: string, { inbox: named, folder, ...others }: ReviewOptions): Promise<number> {
  const beside = (['round', 'out', 'authority', 'open'] as const).find((option) => others[option] !== undefined);
  if (beside !== undefined) throw new UsageError(`--send takes a filled-in workbook: leave out --${beside}`);
  const bytes = await bytesNamed(file);
  const inbox = named ?? (await reachLocal(folder, '--inbox')).inbox;
  await putIntoInbox(s3Client(), inbox, { fileName: basename(file), bytes, sender: null }, reviewPrefix);
  console.log(
    'The review is in the inbox. The office gets a mail that says what the review changes. If it changes anything, the round is scored again.',
  );
  return 0;
}

async function write({ round: id, out, authority = [], open, folder, ...deployed }: ReviewOptions): Promise<number> {
  if (id === undefined || out === undefined) throw new UsageError('name --round and --out, or --send FILE');
  const { table, results } = await reachResults(deployed, folder);
  const sources = officePorts(cloudOf({ TABLE_NAME: table, RESULTS_BUCKET: results }));
  const round = await sources.registry.round(id);
  if (round === null) throw new UsageError(`round ${id} is not registered`);
  const known = await knownQuestionnaires({ ...sources, catalogue });
  const found = await authoritiesToReview(round, authority, { ...sources, known });
  const shown = open === true ? found.filter(isOpen) : found;
  if (shown.length === 0) {
    console.error(`Round ${id}: ${open === true ? 'no answers need checking' : 'no submission counts yet'}.`);
    return 0;
  }
  const most = Math.max(...shown.map(({ claimed }) => claimed.size));
  const authoritiesInOne = Math.max(1, Math.floor(answersInOne / most));
  for (let start = 0; start < shown.length; start += authoritiesInOne) {
    const part = shown.length > authoritiesInOne ? `-${start / authoritiesInOne + 1}` : '';
    const { dir, name, ext } = parse(out);
    const path = part === '' ? out : `${dir === '' ? '' : `${dir}/`}${name}${part}${ext}`;
    await writeWhole(path, await writeReviewWorkbook(id, shown.slice(start, start + authoritiesInOne)));
    console.error(`Review workbook: ${path}`);
  }
  return 0;
}

async function authoritiesToReview(
  round: Round,
  named: readonly string[],
  sources: ReturnType<typeof officePorts> & ReviewSources,
): Promise<AuthorityToReview[]> {
  const meant =
    named.length > 0
      ? await Promise.all(named.map((text) => authorityCalled(text, sources.registry)))
      : await sources.registry.authorities();
  const ids = [...new Set(meant.map(({ id }) => id))];
  const bar = progressBar(ids.length);
  const found = await pMap(
    ids,
    async (id) => {
      const one = await reviewableOf(round, id, sources);
      if (one === null && named.length > 0) throw new UsageError(`no submission of ${id} counts in round ${round.id}`);
      bar.advance(id);
      return one;
    },
    { concurrency: readAtOnce },
  );
  bar.end();
  return found.filter((one) => one !== null);
}
