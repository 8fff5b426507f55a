import { cloudOf } from '../../shared/adapters/cloud.ts';
import { reviewPorts } from '../../shared/adapters/compose.ts';
import { readEnvironment } from '../../shared/config/environment.ts';
import { uploadHandler } from '../../shared/lambda/queue-handler.ts';
import { catalogue } from '../../shared/questionnaires/catalogue.ts';
import { importReview } from './import-review.ts';

const ports = reviewPorts(cloudOf(readEnvironment('import-review')));

export const handler = uploadHandler('import-review', 'Reviews', async (upload) => [
  await importReview(upload, { ...ports, catalogue }),
]);
