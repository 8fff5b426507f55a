import { randomUUID } from 'node:crypto';
import { cloudOf } from '../../shared/adapters/cloud.ts';
import { deliverPorts } from '../../shared/adapters/compose.ts';
import { readEnvironment } from '../../shared/config/environment.ts';
import { queueHandler } from '../../shared/lambda/queue-handler.ts';
import { catalogue } from '../../shared/questionnaires/catalogue.ts';
import { parseDeliveryMessage } from '../../shared/queues/delivery-message.ts';
import { pngOf } from '../../shared/rendering/pictures/png.ts';
import { contactPages } from '../../shared/use-cases/portal-link.ts';
import { type DeliverDependencies, type DeliverOutcome, deliverResults } from './deliver-results.ts';

const environment = readEnvironment('deliver-results');
const ports = deliverPorts(cloudOf(environment));
const deps: DeliverDependencies = {
  ...ports,
  catalogue,
  rasterise: environment.RESULTS_PICTURE === 'png' ? pngOf : null,
  office: environment.MAIL_OFFICE,
  mailIn: environment.MAIL_IN,
  pages: contactPages({ ...ports, portal: environment.PORTAL_ADDRESS }),
  leaseSeconds: environment.DELIVERY_LEASE_SECONDS,
  newHolder: randomUUID,
};

const metrics: Readonly<Record<DeliverOutcome, string>> = {
  sent: 'Mails-sent',
  'nothing due': 'Mails-not-due',
  'nobody to tell': 'Mails-to-nobody',
  postponed: 'Mails-postponed',
};

export const handler = queueHandler('deliver-results', async (body) => {
  const request = parseDeliveryMessage(body);
  const outcome = await deliverResults(request, deps);
  return [{ metric: metrics[outcome], facts: { submission: request.delivery, outcome } }];
});
