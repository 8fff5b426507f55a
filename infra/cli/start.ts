import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { styleText } from 'node:util';
import { DeskFault } from '../../shared/adapters/google/desk-credentials.ts';
import type { Questionnaire } from '../../shared/domain/questionnaire/questionnaire.ts';
import type { Submission } from '../../shared/domain/submissions/submission.ts';
import { findQuestionnaire } from '../../shared/questionnaires/catalogue.ts';
import { removeAddress, writeAddress } from '../local/cloud-address.ts';
import { startConsole } from '../local/console/console.ts';
import { type DeskServer, serveDesk } from '../local/google/desk-server.ts';
import { officeFolder, type SheetsFolder, serveSheets } from '../local/google/sheets-folder.ts';
import type { WantedPort } from '../local/listen.ts';
import { type Log, resultFile, startLocalCloud } from '../local/local-cloud.ts';
import type { SavedMail } from '../local/mail-folder.ts';
import { espooQuestionnaire, type MainJobResult, runMainJob } from '../local/main-job.ts';
import { espooLink, localRound, officeOf, registerEspoo } from '../local/office.ts';
import { rescoreLocally } from '../local/rounds-locally.ts';
import { startSite } from '../local/site/site-server.ts';
import { openStateFolder, type StateFolder } from '../local/state-folder.ts';
import { makeFolder } from '../make-folder.ts';
import { scoreLines } from './assessment-text.ts';
import { shown as onOneLine } from './terminal-text.ts';
import { UsageError } from './usage-error.ts';

export interface StartOptions {
  readonly once: boolean;
  readonly fresh: boolean;
  readonly folder: string;
  readonly port?: number;
  /** A folder of workbooks that an emulator of Google serves as sheets; true: one in the folder of the state. */
  readonly googleEmulator?: string | true;
  /** Google itself, by one's own credentials. */
  readonly google?: true;
}

/** The site and the contacts' page are so many ports after the console. */
const after = { console: 0, site: 40, portal: 50 } as const;
const defaultPort = 4600;
/** Seconds after which a first result that has not come will not come. */
const patience = 60;

/** Runs the local cloud. Returns the exit status: with `once` after the first result, else when it is ended. */
export async function startCommand(options: StartOptions): Promise<number> {
  const { once, fresh, folder: path, port, googleEmulator } = options;
  if (googleEmulator !== undefined && options.google === true) {
    throw new UsageError('--google is Google itself, --google-emulator takes its place: name one of them');
  }
  // 0: any that is free, for each of them.
  const wanted = (page: keyof typeof after): WantedPort =>
    port === 0 ? { port, isNamed: true } : { port: (port ?? defaultPort) + after[page], isNamed: port !== undefined };
  const folder = await openStateFolder(resolve(path), fresh);
  await using opened = new AsyncDisposableStack();
  opened.defer(folder.unlock);
  const ended = endOfRun();
  const log = progressLog();
  const sheets = googleEmulator === undefined ? null : await sheetsOf(googleEmulator, folder, log);
  if (sheets !== null) opened.defer(() => sheets.stop());
  const desk = sheets === null ? await deskOf(options.google === true, log) : null;
  if (desk !== null) opened.defer(() => desk.stop());
  const cloud = await startLocalCloud(folder, log, undefined, wanted('portal'));
  opened.defer(() => cloud.stop());
  const office = officeOf(cloud);
  let siteUrl: string | null = null;
  const page = await startConsole({ cloud, office, folder, site: () => siteUrl, port: wanted('console') });
  opened.defer(() => page.stop());
  log(`console on ${page.url}`);
  const site = await startSite({ cloud, port: wanted('site') });
  opened.defer(() => site.stop());
  siteUrl = site.url;
  await writeAddress(folder.path, cloud);
  opened.defer(() => removeAddress(folder.path));
  await registerEspoo(office);

  const outOfPatience = AbortSignal.timeout(patience * 1000);
  const result = await runMainJob(cloud, office, log, AbortSignal.any([ended.signal, outOfPatience])).catch(
    (error: unknown) => {
      if (error === ended.signal.reason || error === outOfPatience.reason) return null;
      throw error;
    },
  );
  if (ended.signal.aborted) return 0;
  if (result !== null) {
    log(await rescoreLocally(cloud, localRound.id));
    log(`the public site is on ${site.url}`);
  }
  if (result === null) sayWhereToLook(folder);
  else await print(result, folder);
  if (once) return result === null ? 1 : 0;
  console.log(
    `\nDrop questionnaires into ${styleText('bold', shown(folder.inbox))}, mails with them (.eml) into ${styleText('bold', shown(folder.mailIn))}, or open ${styleText('bold', page.url)}. Press Ctrl-C to stop.\nThe page of Espoo's contact: ${styleText('bold', await espooLink(cloud))}`,
  );
  await ended.promise;
  return 0;
}

/** Sheets that the local cloud reads and writes as Google's. Without a folder of one's own, there is Espoo's. */
async function sheetsOf(named: string | true, { path }: StateFolder, log: Log): Promise<SheetsFolder> {
  const folder = named === true ? join(path, 'google-sheets') : resolve(named);
  if (named === true) {
    const example = join(folder, 'Espoo in Google Sheets.xlsx');
    await makeFolder(folder);
    if (!existsSync(example)) await writeFile(example, await espooQuestionnaire());
  }
  const sheets = await serveSheets(folder, log);
  // The stack that is synthesised takes its settings from there.
  Object.assign(process.env, sheets.environment);
  log(`an emulator of Google on ${sheets.google.root}: each .xlsx in ${shown(folder)} is a sheet`);
  log(`a folder of a shared drive, for invite --google-folder: https://drive.google.com/drive/folders/${officeFolder}`);
  return sheets;
}

/**
 * Google itself, where somebody asked for it or has credentials in their environment. What is wrong with them ends the
 * run only if it was asked for: they may be there for something else.
 */
async function deskOf(isAsked: boolean, log: Log): Promise<DeskServer | null> {
  const isGiven = ['SCOREBOOK_GOOGLE_TOKEN', 'GOOGLE_APPLICATION_CREDENTIALS'].some((name) => process.env[name]);
  if (!isAsked && (!isGiven || process.env['SCOREBOOK_GOOGLE_AUDIENCE'])) return null;
  try {
    const desk = await serveDesk(process.env, log);
    Object.assign(process.env, desk.environment);
    log(`Google Sheets are read as ${desk.address}: share a sheet with it, and drop its link into the inbox`);
    if (!desk.mayWrite) log('Google: results are not written into sheets, as the scope spreadsheets is missing');
    return desk;
  } catch (error) {
    if (!(error instanceof DeskFault)) throw error;
    if (isAsked) throw new UsageError(error.message);
    log(`Google Sheets are not read: ${error.message}`);
    return null;
  }
}

function sayWhereToLook(folder: StateFolder): void {
  console.error(`\nNo result within ${patience} s. The functions' logs are in ${shown(folder.logs)};`);
  console.error('messages that were given up are under “Needs attention” on the console page of npm start.');
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
      console.error('\nStopping …');
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
    // Names of files, authorities and subjects of mails are in it.
    console.log(`${styleText('dim', `${seconds} s`)}  ${onOneLine(line)}`);
  };
}

async function print({ submission, mail, workbookKey, pageKey }: MainJobResult, folder: StateFolder): Promise<void> {
  const questionnaire = findQuestionnaire(submission.questionnaire ?? '');
  console.log(`\n${styleText('bold', `${submission.authorityName}, round ${submission.round}`)}`);
  console.log(scoredLines(submission.score, questionnaire).join('\n'));
  if (mail !== null) await printMail(mail);
  console.log(`\nResults workbook: ${styleText('bold', shown(resultFile(folder, workbookKey)))}`);
  console.log(`Results page:     ${styleText('bold', shown(resultFile(folder, pageKey)))}`);
  if (mail !== null) console.log(`Mail:             ${shown(mail.folder)}`);
}

function scoredLines(score: Submission['score'], questionnaire: Questionnaire | undefined): string[] {
  if (score === null) return ['Not scored.'];
  return score.method === 'definition' || questionnaire === undefined
    ? [`Score: ${score.percent}`]
    : scoreLines(score, questionnaire);
}

async function printMail(mail: SavedMail): Promise<void> {
  const headers = [
    `From: ${mail.from}`,
    `To: ${mail.to.join(', ')}`,
    `Subject: ${mail.subject}`,
    ...mail.headers.map(({ name, value }) => `${name}: ${value}`),
    `Attached: ${mail.attachments.join(', ')}`,
  ].map((line) => styleText('dim', line));
  const text = await readFile(join(mail.folder, 'mail.txt'), 'utf8');
  const rule = styleText('dim', '─'.repeat(72));
  console.log(['', rule, ...headers, '', text.trimEnd(), rule].join('\n'));
}

const shown = (path: string): string => relative(process.cwd(), path) || '.';
