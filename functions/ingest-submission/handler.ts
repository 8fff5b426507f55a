import { cloudOf } from '../../shared/adapters/cloud.ts';
import { ingestPorts } from '../../shared/adapters/compose.ts';
import { readEnvironment } from '../../shared/config/environment.ts';
import { uploadHandler } from '../../shared/lambda/queue-handler.ts';
import { readingCatalogue as catalogue } from '../../shared/questionnaires/reading-catalogue.ts';
import { ingestSubmission } from './ingest-submission.ts';

const ports = ingestPorts(cloudOf(readEnvironment('ingest-submission')));

export const handler = uploadHandler('ingest-submission', 'Submissions', async (upload) => {
  const result = await ingestSubmission(upload, { ...ports, catalogue });
  return result.outcome === 'opened' ? result.inside : [result];
});
