import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { writeAddress } from '../../../infra/local/cloud-address.ts';
import { whenProgress } from '../../../infra/local/main-job.ts';
import { espooContact, localRound } from '../../../infra/local/office.ts';
import type { Answers } from '../../../shared/domain/answers/answer.ts';
import { currentQuestionnaire } from '../../../shared/questionnaires/catalogue.ts';
import { writeQuestionnaireWorkbook } from '../../../shared/rendering/workbooks/questionnaire-workbook.ts';
import { writeRegistryWorkbook } from '../../../shared/rendering/workbooks/registry/registry-workbook.ts';
import { startBrowser } from '../../support/browser.ts';
import { startOwnCloud } from '../../support/own-cloud.ts';
import { page as espooPage } from '../workbooks/writers/espoo.ts';

/**
 * Draws docs/pictures/year/*.png, of a round on the local cloud: the office's words in its registry, an invitation, the workbook that
 * comes with it, and a reminder. Prints what the commands of docs/a-year.md say. Needs LibreOffice, poppler and ImageMagick.
 */
const pictures = new URL('../../../docs/pictures/year/', import.meta.url).pathname;
mkdirSync(pictures, { recursive: true });
const own = await startOwnCloud();
const browser = await startBrowser();
const run = (program: string, ...options: string[]): string =>
  execFileSync(program, options, { stdio: 'pipe', encoding: 'utf8' });
/** The cloud is of this process: it must go on while a command runs. */
const scorebook = async (...words: string[]): Promise<void> => {
  const typed = ['infra/cli/scorebook.ts', ...words, '--folder', own.path];
  const { stdout } = await promisify(execFile)(process.execPath, typed);
  console.log(`$ scorebook ${words.join(' ')}\n${stdout}`);
};
const small = (from: string, to: string, ...how: string[]): void =>
  void run('convert', from, '-strip', ...how, '+dither', '-colors', '48', '-depth', '8', join(pictures, to));

/** One page of a workbook, as LibreOffice prints it, without the white around it. */
function printed(workbook: string, page: number): string {
  const profile = `-env:UserInstallation=file://${own.path}/profile`;
  run('soffice', profile, '--headless', '--convert-to', 'pdf', '--outdir', own.path, workbook);
  const pdf = workbook.replace(/\.xlsx$/, '.pdf');
  const start = `${workbook}-${page}`;
  run('pdftoppm', '-r', '90', '-f', String(page), '-l', String(page), '-png', pdf, start);
  const [file = ''] = readdirSync(own.path).filter((name) => join(own.path, name).startsWith(`${start}-`));
  return join(own.path, file);
}

try {
  const { cloud, office } = own;
  const { registry } = office;
  await writeAddress(own.path, cloud);
  const before = { ...localRound, id: '2026' };
  await registry.putRound(before);
  for (const [id, name, address, language] of [
    ['espoo', 'Espoo', espooContact, 'en'],
    ['kiel', 'Kiel', 'stadt@kiel.example', 'de'],
    ['vantaa', 'Vantaa', 'virkailija@vantaa.example', 'fi'],
    ['porto', 'Porto', null, 'en'],
  ] as const) {
    await registry.putAuthority({ id, name, country: null, contacts: address === null ? [] : [{ address, language }] });
  }
  const mails = (count: number) => async () => ((await cloud.mails.list()).length >= count ? true : null);
  const { signal } = new AbortController();
  const espooWrote = async (round: string, answers: Answers): Promise<void> => {
    const of = { questionnaire: currentQuestionnaire, language: 'en', authority: { id: 'espoo', name: 'Espoo' } };
    const bytes = await writeQuestionnaireWorkbook({ ...of, round, answers, background: espooPage.background });
    await cloud.upload({ fileName: 'espoo.xlsx', bytes, sender: espooContact });
  };
  await espooWrote('2026', espooPage.answers);
  await whenProgress(cloud, mails(1), signal);
  const next = {
    ...{ id: '2027', previous: '2026', questionnaire: localRound.questionnaire, timeZone: 'Europe/Helsinki' },
    ...{ opensAt: null, closesAt: '2027-10-31T21:59:59.999Z', shards: 4 },
    texts: [
      {
        ...({ mail: 'invitation', language: 'de', subject: '{authority}: Wie digital ist Ihre Kommune?' } as const),
        text: 'Guten Tag,\nzum zweiten Mal fragen wir, wie gut digitale Dienste für Menschen gemacht sind. Bitte antworten Sie bis {deadline}.\nIhre Seite: {link}',
      },
    ],
  };
  await registry.putRound(next);

  const workbook = join(own.path, 'registry.xlsx');
  const all = { authorities: await registry.authorities(), rounds: await registry.rounds() };
  const questionnaires = [`${currentQuestionnaire.id}@${currentQuestionnaire.version}`];
  writeFileSync(workbook, await writeRegistryWorkbook({ ...all, languages: ['en', 'fi', 'de'], questionnaires }));
  small(printed(workbook, 4), 'texts.png', '-trim', '-bordercolor', 'white', '-border', '16');

  const previews = join(own.path, 'mails');
  await scorebook('invite', '--round', '2027', '--preview', '--out', previews);
  const page = await browser.newPage({ viewport: { width: 700, height: 500 } });
  const look = async (name: string): Promise<void> => {
    await page.setContent(readFileSync(join(previews, `${name}.html`), 'utf8'));
    const file = join(own.path, `${name}.png`);
    await page.screenshot({ path: file, fullPage: true });
    small(file, `${name}.png`);
  };
  await look('invitation-en');
  await look('invitation-de');
  const cover = join(own.path, 'cover.xlsx');
  writeFileSync(cover, readFileSync(join(previews, 'invitation-en-2027-espoo.xlsx')));
  const trimmed = ['-trim', '+repage', '-crop', 'x900+0+0', '+repage', '-bordercolor', 'white', '-border', '24'];
  const parts = [1, 2].map((number) => {
    const to = join(own.path, `part-${number}.png`);
    run('convert', printed(cover, number), ...trimmed, to);
    return to;
  });
  const both = join(own.path, 'both.png');
  run(
    'montage',
    ...parts,
    ...['-gravity', 'north', '-tile', '2x1', '-geometry', '+10+10', '-background', '#eceef0'],
    both,
  );
  small(both, 'workbook.png');

  await scorebook('invite', '--round', '2027', '--yes', '--by', 'Maija');
  await whenProgress(cloud, mails(4), signal);
  await espooWrote('2027', new Map([...espooPage.answers].slice(0, 34)));
  await whenProgress(cloud, mails(5), signal);
  await scorebook(
    'except',
    '--round',
    '2027',
    '--authority',
    'Kiel',
    '--decline',
    '--reason',
    'No staff this year',
    '--by',
    'Maija',
  );
  await scorebook('invite', '--round', '2027', '--preview');
  await scorebook('remind', '--round', '2027', '--preview', '--out', previews);
  await look('reminder-en');
  await scorebook('acts', '--round', '2027');
} finally {
  await browser.close();
  await own.stop();
}
