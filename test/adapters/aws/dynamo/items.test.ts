import { expect, test } from 'vitest';
import { outboxItem, parseItem } from '../../../../shared/adapters/aws/dynamo/items.ts';

const sent = { state: 'sent', lease: null, attempts: 1, messageId: 'm-1' };

// Until November 2026 a delivery's id was stored as `submission`.
test.each([
  ['now', { id: 's1_0123', ...sent }],
  ['when its id was called by its submission', { submission: 's1_0123', ...sent }],
])('a delivery is read as it was stored %s', (_, stored) => {
  const { deliveries } = parseItem(outboxItem, { schemaVersion: 1, version: 3, deliveries: [stored] });
  expect(deliveries).toEqual([{ id: 's1_0123', ...sent }]);
});
