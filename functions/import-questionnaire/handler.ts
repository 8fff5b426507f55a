import { cloudOf } from '../../shared/adapters/cloud.ts';
import { questionnairePorts } from '../../shared/adapters/compose.ts';
import { readEnvironment } from '../../shared/config/environment.ts';
import { uploadHandler } from '../../shared/lambda/queue-handler.ts';
import { importQuestionnaire } from './import-questionnaire.ts';

const ports = questionnairePorts(cloudOf(readEnvironment('import-questionnaire')));

export const handler = uploadHandler('import-questionnaire', 'Questionnaires', async (upload) => [
  await importQuestionnaire(upload, ports),
]);
