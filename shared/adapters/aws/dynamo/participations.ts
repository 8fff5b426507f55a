import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import type { AuthorityId, RoundId } from '../../../domain/ids.ts';
import { nothingNoted, type Participation, waysOut } from '../../../domain/registry/participation.ts';
import type { Participations } from '../../../ports/participations.ts';
import { untilWritten } from '../../../ports/until-written.ts';
import { readBatches } from './batches.ts';
import { putNextVersion } from './conditional-writes.ts';
import { itemOf, parseItem } from './items.ts';
import { participationKey, roundParticipantsKey } from './keys.ts';
import { getItem } from './reads.ts';

const decision = { at: v.string(), by: v.string(), reason: v.string() };
const mailings = v.array(v.object({ step: v.string(), at: v.string(), to: v.array(v.string()) }));
const participationItem = v.object({
  round: v.string(),
  authority: v.string(),
  version: v.number(),
  invitations: mailings,
  reminders: mailings,
  openedAt: v.nullable(v.string()),
  downloadedAt: v.nullable(v.string()),
  deadline: v.nullable(v.object({ closesAt: v.string(), ...decision })),
  left: v.nullable(v.object({ way: v.picklist(waysOut), ...decision })),
  named: v.nullable(v.object(decision)),
  accepted: v.array(v.object({ sha256: v.string(), ...decision })),
  sheet: v.optional(v.object({ id: v.string(), madeAt: v.string(), shared: v.array(v.string()) })),
});

/** What is noted of authorities in rounds, beside each authority. */
export function dynamoParticipations(client: DynamoDBDocumentClient, table: string): Participations {
  const load = async (round: RoundId, authority: AuthorityId) => {
    const item = await getItem(client, table, participationKey(round, authority));
    return item === undefined ? null : parseItem(participationItem, item);
  };
  /** Of what was read here, by which a change finds out whether it still stands; undefined: nothing was noted. */
  const versions = new WeakMap<Participation, { readonly version: number | undefined }>();
  const read = async (round: RoundId, authority: AuthorityId): Promise<Participation> => {
    const item = await load(round, authority);
    const participation = noted(item) ?? nothingNoted(round, authority);
    versions.set(participation, { version: item?.version });
    return participation;
  };
  return {
    of: read,
    async ofRound(round, authorities) {
      const items = await readBatches(
        client,
        table,
        authorities.map((authority) => participationKey(round, authority)),
      );
      const found = items.map((item) => noted(parseItem(participationItem, item)));
      const byId = new Map(found.map((one) => [one.authority, one]));
      return new Map(authorities.map((id) => [id, byId.get(id) ?? nothingNoted(round, id)]));
    },
    change(round, authority, change, first) {
      let known = first !== undefined && versions.has(first) ? first : null;
      return untilWritten(`What is noted of ${authority} in round ${round}`, async () => {
        const current = known ?? (await read(round, authority));
        known = null;
        const next = change(current);
        if (next === current) return current;
        const place = { client, table, key: participationKey(round, authority) };
        const { version } = versions.get(current) ?? {};
        return (await putNextVersion(place, next, version)) === 'conflict' ? 'conflict' : next;
      });
    },
    async setParticipants(round, { lastDeadline, named, left }) {
      const Item = itemOf(roundParticipantsKey(round), { lastDeadline, named, left });
      await client.send(new PutCommand({ TableName: table, Item }));
    },
  };
}

function noted(item: v.InferOutput<typeof participationItem>): Participation;
function noted(item: v.InferOutput<typeof participationItem> | null): Participation | null;
function noted(item: v.InferOutput<typeof participationItem> | null): Participation | null {
  if (item === null) return null;
  const { version: _, ...participation } = item;
  return participation;
}
