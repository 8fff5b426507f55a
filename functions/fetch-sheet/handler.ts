import { s3SheetInbox } from '../../shared/adapters/aws/s3/sheet-inbox.ts';
import { s3Client } from '../../shared/adapters/aws/s3-client.ts';
import { onlineSheets } from '../../shared/adapters/online-sheets.ts';
import { readEnvironment } from '../../shared/config/environment.ts';
import { queueHandler } from '../../shared/lambda/queue-handler.ts';
import { parseSheetMessage } from '../../shared/queues/sheet-messages.ts';
import { type FetchDependencies, fetchSheet } from './fetch-sheet.ts';

const environment = readEnvironment('fetch-sheet');
const dependencies: FetchDependencies = {
  sheets: onlineSheets(environment, ['read', 'metadata']),
  inbox: s3SheetInbox(s3Client(), environment.INBOX_BUCKET),
};

export const handler = queueHandler('fetch-sheet', async (body) => {
  const outcome = await fetchSheet(parseSheetMessage(body), dependencies);
  return [{ metric: `Sheets-${outcome.replaceAll(' ', '-')}`, facts: { outcome } }];
});
