import { Hono } from 'hono';
import { dynamoClient, s3Client } from '../../shared/adapters/aws/clients.ts';
import { dynamoErasures } from '../../shared/adapters/aws/dynamo/erasures.ts';
import { dynamoLinkKeys } from '../../shared/adapters/aws/dynamo/link-keys.ts';
import { dynamoAllowance } from '../../shared/adapters/aws/dynamo/mail-intake.ts';
import { dynamoPageUploads } from '../../shared/adapters/aws/dynamo/page-uploads.ts';
import { dynamoRegistry } from '../../shared/adapters/aws/dynamo/registry.ts';
import { dynamoReviews } from '../../shared/adapters/aws/dynamo/reviews.ts';
import { dynamoCounters } from '../../shared/adapters/aws/dynamo/standings.ts';
import { dynamoSubmissionStore } from '../../shared/adapters/aws/dynamo/submission-store.ts';
import { evidenceLeftOut } from '../../shared/adapters/aws/dynamo/without-text-store.ts';
import { s3InboxWriter } from '../../shared/adapters/aws/s3/inbox-writer.ts';
import { s3ResultsArchive } from '../../shared/adapters/aws/s3/results-archive.ts';
import { s3UploadForms } from '../../shared/adapters/aws/s3/upload-forms.ts';
import { readEnvironment } from '../../shared/config/environment.ts';
import { limits } from '../../shared/domain/submissions/limits.ts';
import { httpHandler } from '../../shared/lambda/http-handler.ts';
import { catalogue } from '../../shared/questionnaires/catalogue.ts';
import { pageFiles } from './page-files.ts';
import { uploadsADay } from './receive-upload.ts';
import { portalApi } from './routes.ts';

const environment = readEnvironment('serve-portal');
const dynamo = dynamoClient();
const s3 = s3Client();
const table = environment.TABLE_NAME;
const forms = s3UploadForms(s3, environment.INBOX_BUCKET, limits.file);

export const handler = httpHandler('serve-portal', (failed) => {
  const app = new Hono();
  app.route(
    '/',
    pageFiles({
      folder: new URL('./page/', import.meta.url),
      inboxOrigin: async () => new URL((await forms.offer('page/', {}, 1)).url).origin,
    }),
  );
  app.route(
    '/',
    portalApi({
      keys: dynamoLinkKeys(dynamo, table),
      registry: dynamoRegistry(dynamo, table),
      store: dynamoSubmissionStore(dynamo, table, evidenceLeftOut),
      reviews: dynamoReviews(dynamo, table),
      catalogue,
      standings: dynamoCounters(dynamo, table),
      erasures: dynamoErasures(dynamo, table),
      uploads: dynamoPageUploads(dynamo, table),
      forms,
      inbox: s3InboxWriter(s3, environment.INBOX_BUCKET),
      allowance: dynamoAllowance(dynamo, table, { way: 'UPLOADS', most: uploadsADay }),
      archive: s3ResultsArchive(s3, environment.RESULTS_BUCKET),
      sheetsAddress: environment.SHEETS_ADDRESS === '' ? null : environment.SHEETS_ADDRESS,
      failed,
      now: () => new Date(),
    }),
  );
  app.notFound((context) => context.json({ error: 'unknown' }, 404));
  return app;
});
