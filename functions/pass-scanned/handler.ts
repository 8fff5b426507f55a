import { cloudOf } from '../../shared/adapters/cloud.ts';
import { passPorts } from '../../shared/adapters/compose.ts';
import { readEnvironment } from '../../shared/config/environment.ts';
import { type Done, queueHandler } from '../../shared/lambda/queue-handler.ts';
import { passScanned, scannedIn } from './pass-scanned.ts';

const ports = passPorts(cloudOf(readEnvironment('pass-scanned')));

export const handler = queueHandler('pass-scanned', async (body) => {
  const done: Done[] = [];
  for (const place of scannedIn(body)) {
    const result = await passScanned(place, ports);
    done.push({ metric: `Uploads-${result.outcome}`, facts: { ...result } });
  }
  return done;
});
