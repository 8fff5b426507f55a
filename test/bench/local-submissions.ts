import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { whenProgress } from '../../infra/local/main-job.ts';
import { localRound } from '../../infra/local/office.ts';
import { writeQuestionnaireWorkbook } from '../../shared/rendering/workbooks/questionnaire-workbook.ts';
import { startOwnCloud } from '../support/own-cloud.ts';
import { userCentricity2023 } from '../support/user-centricity.ts';
import { peakKilobytes } from './peak-memory.ts';

/**
 * What a submission takes on the local cloud when many come in at once: `npm run bench:cloud` for 40, 200 and 1,000,
 * each in a process of its own. CPU of the whole process, from the first file put to the last mail kept.
 */
const counts = process.argv.slice(2).map(Number);
const [only] = counts;

if (counts.length === 1 && only !== undefined) await measure(only);
else {
  console.log('submissions  CPU ms each  MB more each  p50 s  p99 s');
  for (const count of counts.length === 0 ? [40, 200, 1000] : counts) {
    const own = [fileURLToPath(import.meta.url), String(count)];
    process.stdout.write(execFileSync(process.execPath, own, { encoding: 'utf8' }));
  }
}

async function measure(count: number): Promise<void> {
  const own = await startOwnCloud();
  const { cloud, office } = own;
  await office.registry.putRound(localRound);
  const files: { bytes: Uint8Array; sender: string }[] = [];
  for (let index = 0; index < count; index += 1) {
    const [id, name, sender] = [`city-${index}`, `City ${index}`, `officer@city-${index}.example`];
    await office.registry.putAuthority({ id, name, country: null, contacts: [{ address: sender, language: 'en' }] });
    const answers = new Map([
      ['1.1.1', { value: 'yes', raw: 'Yes', evidence: `https://${id}.example`, cell: null }],
    ] as const);
    const of = { questionnaire: userCentricity2023, language: 'en', authority: { id, name }, round: localRound.id };
    files.push({ bytes: await writeQuestionnaireWorkbook({ ...of, answers }), sender });
  }
  const before = { cpu: process.cpuUsage(), memory: process.memoryUsage().rss };
  const started = performance.now();
  const sentAt = new Map<string, number>();
  const seconds: number[] = [];
  for (const { bytes, sender } of files) {
    sentAt.set(sender, performance.now());
    await cloud.upload({ fileName: 'questionnaire.xlsx', bytes, sender });
  }
  let seen = 0;
  const note = async (): Promise<true | null> => {
    const mails = await cloud.mails.list();
    for (const { to } of mails.slice(0, mails.length - seen)) {
      const at = sentAt.get(to[0] ?? '');
      if (at !== undefined) seconds.push((performance.now() - at) / 1000);
    }
    seen = mails.length;
    return seen >= count ? true : null;
  };
  await whenProgress(cloud, note, new AbortController().signal);
  const { user, system } = process.cpuUsage(before.cpu);
  const sorted = seconds.sort((a, b) => a - b);
  const at = (share: number): string =>
    (sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0).toFixed(1);
  const cpu = (user + system) / 1000 / count;
  const memory = (peakKilobytes() / 1000 - before.memory / 1e6) / count;
  console.log(
    `${count}  ${cpu.toFixed(0)}  ${memory.toFixed(2)}  ${at(0.5)}  ${at(0.99)}  (${((performance.now() - started) / 1000).toFixed(0)} s)`,
  );
  await own.stop();
}
