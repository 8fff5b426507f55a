import { s3Client } from '../../shared/adapters/aws-s3-client.ts';
import { s3SheetInbox } from '../../shared/adapters/s3-sheet-inbox.ts';
import { readEnvironment } from '../../shared/config/environment.ts';
import { parseSheetMessage } from '../../shared/sheet-messages.ts';
import { onlineSheets } from '../online-sheets.ts';
import { queueHandler } from '../queue-handler.ts';
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
