import { cloudOf } from '../../shared/adapters/cloud.ts';
import { importPorts } from '../../shared/adapters/compose.ts';
import { readEnvironment } from '../../shared/config/environment.ts';
import { uploadHandler } from '../../shared/lambda/queue-handler.ts';
import { importRegistry } from './import-registry.ts';

const ports = importPorts(cloudOf(readEnvironment('import-registry')));

export const handler = uploadHandler('import-registry', 'Imports', async (upload) => [
  await importRegistry(upload, ports),
]);
