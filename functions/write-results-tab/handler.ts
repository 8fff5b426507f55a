import { onlineSheets } from '../../shared/adapters/online-sheets.ts';
import { readEnvironment } from '../../shared/config/environment.ts';
import { queueHandler } from '../../shared/lambda/queue-handler.ts';
import { parseResultsTabMessage } from '../../shared/queues/sheet-messages.ts';
import { writeResultsTab } from './write-results-tab.ts';

const sheets = onlineSheets(readEnvironment('write-results-tab'), ['write']);

export const handler = queueHandler('write-results-tab', async (body) => {
  const request = parseResultsTabMessage(body);
  const outcome = await writeResultsTab(request, sheets);
  const { submission } = request.tab;
  return [{ metric: `Results-tabs-${outcome.replaceAll(' ', '-')}`, facts: { submission, outcome } }];
});
