import type { RoundId } from '../../../domain/ids.ts';
import '@aws-sdk/signature-v4a';
import {
  CloudFrontKeyValueStoreClient,
  ConflictException,
  DescribeKeyValueStoreCommand,
  GetKeyCommand,
  ResourceNotFoundException,
  UpdateKeysCommand,
  type UpdateKeysCommandInput,
  ValidationException,
} from '@aws-sdk/client-cloudfront-keyvaluestore';
import type { SiteEntries } from '../../../ports/site.ts';
import { untilWritten } from '../../../ports/until-written.ts';
import type { Cloud } from '../../cloud.ts';
import { answeringWithin } from '../answering-within.ts';
import { namingCalls } from '../named-calls.ts';

export const keyValueStoreClient = (): CloudFrontKeyValueStoreClient =>
  namingCalls(new CloudFrontKeyValueStoreClient({ maxAttempts: 4, requestHandler: answeringWithin(5_000) }));

/** Apart from the other ports: the signature that its client needs takes long to load. */
export const siteEntries = (on: Cloud<{ readonly SITE_ENTRIES: string }>): SiteEntries =>
  cloudFrontSiteEntries(on.client(keyValueStoreClient), on.settings.SITE_ENTRIES);

/** The round that is shown first; no round has an id like this. */
const firstKey = '/';

type Change = Pick<UpdateKeysCommandInput, 'Puts' | 'Deletes'>;

/** Entries in the key-value store that the edge asks with every request. A write names the state that it has read. */
export function cloudFrontSiteEntries(client: CloudFrontKeyValueStoreClient, store: string): SiteEntries {
  const value = async (Key: string): Promise<string | null> => {
    try {
      return (await client.send(new GetKeyCommand({ KvsARN: store, Key }))).Value ?? null;
    } catch (error) {
      if (error instanceof ResourceNotFoundException) return null;
      throw error;
    }
  };
  /** `decide` is asked again when another writer was faster; null: nothing is to be changed. */
  const change = (decide: () => Promise<Change | null>): Promise<boolean> =>
    untilWritten('The list of sites', async () => {
      const { ETag } = await client.send(new DescribeKeyValueStoreCommand({ KvsARN: store }));
      const decided = await decide();
      if (decided === null) return false;
      try {
        await client.send(new UpdateKeysCommand({ KvsARN: store, IfMatch: ETag, ...decided }));
        return true;
      } catch (error) {
        if (error instanceof ConflictException || error instanceof ValidationException) return 'conflict';
        throw error;
      }
    });
  const first = (round: RoundId | null): Change =>
    round === null ? { Deletes: [{ Key: firstKey }] } : { Puts: [{ Key: firstKey, Value: round }] };

  return {
    folder: value,
    async switchTo({ round, folder, first: shownFirst }) {
      const switched = await change(async () => {
        const current = await value(round);
        if (current !== null && runOf(current) > runOf(folder)) return null;
        return { Puts: [{ Key: round, Value: folder }, ...(first(shownFirst).Puts ?? [])] };
      });
      return switched ? 'switched' : 'overtaken';
    },
    async withdraw(rounds, shownFirst) {
      await change(async () => {
        const { Puts = [], Deletes = [] } = first(shownFirst);
        return { Puts, Deletes: [...rounds.map((Key) => ({ Key })), ...Deletes] };
      });
    },
  };
}

/** A folder is named by the run it shows and, after the last hyphen, by how it shows it. */
const runOf = (folder: string): string => folder.slice(0, folder.lastIndexOf('-'));
