import { siteEntries } from '../../shared/adapters/aws/cloudfront/site-entries.ts';
import { cloudOf } from '../../shared/adapters/cloud.ts';
import { publishPorts } from '../../shared/adapters/compose.ts';
import { readEnvironment } from '../../shared/config/environment.ts';
import { heartbeat, queueHandler } from '../../shared/lambda/queue-handler.ts';
import { catalogue } from '../../shared/questionnaires/catalogue.ts';
import { parsePublicationMessage } from '../../shared/queues/publication-message.ts';
import { beginPublications } from './begin-publications.ts';
import { publishPart } from './publish-part.ts';

const cloud = cloudOf(readEnvironment('publish-dashboard'));
const deps = { ...publishPorts(cloud), entries: siteEntries(cloud), catalogue, pagesOfPart: 2000 };

export const handler = queueHandler('publish-dashboard', async (body) => {
  const part = parsePublicationMessage(body);
  if (part === null) {
    const { begun, ...facts } = await beginPublications(deps);
    return [{ metric: 'Publications-begun', count: begun, facts: { begun, ...facts } }, heartbeat('publications')];
  }
  const outcome = await publishPart(part, deps);
  return [{ metric: `Publications-${outcome.outcome}`, facts: { ...part, ...outcome } }];
});
