import { sheetInbox, tabs } from '../../shared/adapters/bucket-ports.ts';
import { clock, cloudOf } from '../../shared/adapters/cloud.ts';
import { onlineSheets } from '../../shared/adapters/online-sheets.ts';
import { readEnvironment } from '../../shared/config/environment.ts';
import { queueHandler, secondsWaited } from '../../shared/lambda/queue-handler.ts';
import { parseResultsTabMessage } from '../../shared/queues/sheet-messages.ts';
import { type WriteDependencies, writeResultsTab } from './write-results-tab.ts';

const environment = readEnvironment('write-results-tab');
const cloud = cloudOf(environment);
const deps: WriteDependencies = {
  sheets: onlineSheets(environment, ['write']),
  queue: tabs(cloud),
  inbox: sheetInbox(cloud),
  now: clock(cloud),
  random: Math.random,
};

export const handler = queueHandler('write-results-tab', async (body) => {
  const request = parseResultsTabMessage(body);
  const { outcome, waited } = await writeResultsTab(request, deps);
  const { submission } = request.tab;
  const done = { metric: `Results-tabs-${outcome.replaceAll(' ', '-')}`, facts: { submission, outcome } };
  return waited === undefined ? [done] : [done, secondsWaited('results-tabs', waited)];
});
