import { readEnvironment } from '../../shared/config/environment.ts';
import { parseResultsTabMessage } from '../../shared/sheet-messages.ts';
import { onlineSheets } from '../online-sheets.ts';
import { queueHandler } from '../queue-handler.ts';
import { writeResultsTab } from './write-results-tab.ts';

const sheets = onlineSheets(readEnvironment('write-results-tab'), ['write']);

export const handler = queueHandler('write-results-tab', async (body) => {
  const request = parseResultsTabMessage(body);
  const outcome = await writeResultsTab(request, sheets);
  const { submission } = request.tab;
  return [{ metric: `Results-tabs-${outcome.replaceAll(' ', '-')}`, facts: { submission, outcome } }];
});
