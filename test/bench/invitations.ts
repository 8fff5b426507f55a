import { whenProgress } from '../../infra/local/main-job.ts';
import { endOf, inviteByCommand, invitedBy, registerMany } from '../support/invited-round.ts';
import { startOwnCloud } from '../support/own-cloud.ts';
import { peakKilobytes } from './peak-memory.ts';

/**
 * What invitations take on the local cloud: `npm run bench:invite` for 1,000, or as many as are named. `scorebook invite` is
 * killed in the middle and run again; CPU and memory are those of the whole local cloud, from the first mail made due to
 * the last one kept.
 */
const count = Number(process.argv[2] ?? 1000);
const own = await startOwnCloud();
try {
  const round = await registerMany(own, count);
  const before = { cpu: process.cpuUsage(), memory: process.memoryUsage().rss };
  const started = performance.now();
  const mails = async () => [...(await invitedBy(own, round)).values()].reduce((sum, one) => sum + one, 0);
  const atLeast = (wanted: number) =>
    whenProgress(own.cloud, async () => ((await mails()) >= wanted ? true : null), new AbortController().signal);
  const killed = inviteByCommand(own, round);
  const ended = endOf(killed);
  await atLeast(1);
  killed.kill('SIGKILL');
  await ended;
  console.log(`killed after ${await mails()} mails`);
  process.stdout.write(await endOf(inviteByCommand(own, round)));
  await atLeast(count);
  const seconds = (performance.now() - started) / 1000;
  process.stdout.write(await endOf(inviteByCommand(own, round)));
  const { user, system } = process.cpuUsage(before.cpu);
  const invited = await invitedBy(own, round);
  const twice = [...invited.values()].filter((one) => one > 1).length;
  const memory = peakKilobytes() / 1000 - before.memory / 1e6;
  console.log('invitations  CPU ms each  MB more at most  s in all  contacts with a mail  with two');
  console.log(
    `${count}  ${((user + system) / 1000 / count).toFixed(0)}  ${memory.toFixed(0)}  ${seconds.toFixed(0)}  ${invited.size}  ${twice}`,
  );
} finally {
  await own.stop();
}
