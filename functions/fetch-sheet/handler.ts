import { sheetInbox, sheets } from '../../shared/adapters/bucket-ports.ts';
import { clock, cloudOf } from '../../shared/adapters/cloud.ts';
import { onlineSheets } from '../../shared/adapters/online-sheets.ts';
import { readEnvironment } from '../../shared/config/environment.ts';
import { queueHandler, secondsWaited } from '../../shared/lambda/queue-handler.ts';
import { parseSheetMessage } from '../../shared/queues/sheet-messages.ts';
import { type FetchDependencies, fetchSheet } from './fetch-sheet.ts';

const environment = readEnvironment('fetch-sheet');
const cloud = cloudOf(environment);
const deps: FetchDependencies = {
  sheets: onlineSheets(environment, ['read', 'drive']),
  inbox: sheetInbox(cloud),
  queue: sheets(cloud),
  now: clock(cloud),
  random: Math.random,
};

export const handler = queueHandler('fetch-sheet', async (body) => {
  const { outcome, waited } = await fetchSheet(parseSheetMessage(body), deps);
  const done = { metric: `Sheets-${outcome.replaceAll(' ', '-')}`, facts: { outcome } };
  return waited === undefined ? [done] : [done, secondsWaited('sheets', waited)];
});
