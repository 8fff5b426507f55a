import { readFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { styleText } from 'node:util';
import { findQuestionnaire } from '../../shared/questionnaires/catalogue.ts';
import { startConsole } from '../local/console/console.ts';
import { resultFile, startLocalCloud } from '../local/local-cloud.ts';
import { type MainJobResult, runMainJob } from '../local/main-job.ts';
import { officeOf, registerEspoo } from '../local/office.ts';
import { FolderInUse, openStateFolder, type StateFolder } from '../local/state-folder.ts';
import { scoreLines } from './assessment-text.ts';
import { UsageError } from './usage-error.ts';

export interface StartOptions {
  readonly once: boolean;
  readonly fresh: boolean;
  readonly folder: string;
  readonly port?: number;
}

const defaultPort = 4600;
/** Seconds after which a first result that has not come will not come. */
const patience = 60;

/** Runs the local cloud. Returns the exit status: with `once` after the first result, else when it is ended. */
export async function startCommand({ once, fresh, folder: path, port = defaultPort }: StartOptions): Promise<number> {
  const folder = await openStateFolder(resolve(path), fresh).catch((error: unknown) => {
    throw error instanceof FolderInUse ? new UsageError(error.message) : error;
  });
  const ended = endOfRun();
  const log = progressLog();
  const cloud = await startLocalCloud(folder, log);
  const office = officeOf(cloud);
  const page = await startConsole({ cloud, office, folder, port });
  log(`console on ${page.url}`);
  let status = 0;
  try {
    await registerEspoo(office);
    const signal = AbortSignal.any([ended.signal, AbortSignal.timeout(patience * 1000)]);
    const result = await runMainJob(cloud, office, log, signal);
    print(result, folder, await readFile(join(result.mail.folder, 'mail.txt'), 'utf8'));
    if (!once) {
      console.log(
        `\nDrop questionnaires into ${styleText('bold', shown(folder.inbox))}, or open ${styleText('bold', page.url)}. Ctrl-C ends it.`,
      );
      await ended.promise;
    }
  } catch (error) {
    if (!ended.signal.aborted) {
      status = 1;
      console.error(
        `\nNo result within ${patience} s. Look at the logs in ${shown(folder.logs)} and the dead letters on the console.`,
      );
      console.error(error instanceof Error ? error.message : error);
    }
  }
  await page.stop();
  await cloud.stop();
  await folder.unlock();
  return status;
}

/** One Ctrl-C in a terminal comes twice: from the terminal, and passed on by npm. */
const sameKeyMilliseconds = 1000;

/** Resolves at Ctrl-C. A second Ctrl-C does not wait for anything. */
function endOfRun(): { readonly signal: AbortSignal; readonly promise: Promise<void> } {
  const controller = new AbortController();
  const promise = new Promise<void>((end) => {
    let pressed = 0;
    const onSignal = (): void => {
      if (controller.signal.aborted && performance.now() - pressed < sameKeyMilliseconds) return;
      if (controller.signal.aborted) process.exit(130);
      pressed = performance.now();
      console.error('\nEnding …');
      controller.abort(new Error('ended'));
      end();
    };
    process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  });
  return { signal: controller.signal, promise };
}

function progressLog(): (line: string) => void {
  const started = performance.now();
  return (line) => {
    const seconds = ((performance.now() - started) / 1000).toFixed(1).padStart(5);
    console.log(`${styleText('dim', `${seconds} s`)}  ${line}`);
  };
}

function print({ submission, mail, workbookKey }: MainJobResult, folder: StateFolder, text: string): void {
  const questionnaire = findQuestionnaire(submission.questionnaire ?? '');
  const lines =
    submission.score === null || questionnaire === undefined
      ? ['Not scored.']
      : scoreLines(submission.score, questionnaire);
  const rule = styleText('dim', '─'.repeat(72));
  const headers = [
    `From: ${mail.from}`,
    `To: ${mail.to.join(', ')}`,
    `Subject: ${mail.subject}`,
    ...mail.headers.map(({ name, value }) => `${name}: ${value}`),
    `Attached: ${mail.attachments.join(', ')}`,
  ];
  console.log(
    [
      '',
      styleText('bold', `${submission.authorityName}, round ${submission.round}`),
      ...lines,
      '',
      rule,
      ...headers.map((line) => styleText('dim', line)),
      '',
      text.trimEnd(),
      rule,
    ].join('\n'),
  );
  console.log(`\nResults workbook: ${styleText('bold', shown(resultFile(folder, workbookKey)))}`);
  console.log(`Mail:             ${shown(mail.folder)}`);
}

const shown = (path: string): string => relative(process.cwd(), path) || '.';
