import { Hono } from 'hono';
import { cloudOf } from '../../shared/adapters/cloud.ts';
import { portalPorts } from '../../shared/adapters/portal-ports.ts';
import { readEnvironment } from '../../shared/config/environment.ts';
import { pageKey } from '../../shared/config/object-keys.ts';
import { httpHandler } from '../../shared/lambda/http-handler.ts';
import { catalogue } from '../../shared/questionnaires/catalogue.ts';
import { pageFiles } from './page-files.ts';
import { portalApi } from './routes.ts';

const environment = readEnvironment('serve-portal');
const ports = portalPorts(cloudOf(environment));

export const handler = httpHandler('serve-portal', (failed) => {
  const app = new Hono();
  app.route(
    '/',
    pageFiles({
      folder: new URL('./page/', import.meta.url),
      inboxOrigin: async () => new URL((await ports.forms.offer(pageKey(''), {}, 1)).url).origin,
    }),
  );
  const sheetsAddress = environment.SHEETS_ADDRESS === '' ? null : environment.SHEETS_ADDRESS;
  app.route('/', portalApi({ ...ports, catalogue, sheetsAddress, failed }));
  app.notFound((context) => context.json({ error: 'unknown' }, 404));
  return app;
});
