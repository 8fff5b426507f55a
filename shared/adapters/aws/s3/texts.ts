import { hash } from 'node:crypto';
import {
  GetObjectCommand,
  HeadObjectCommand,
  NoSuchKey,
  NotFound,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { type ObjectKey, textKey } from '../../../config/object-keys.ts';
import type { Texts } from './text-store.ts';

export type KeyOfText = (hash: string) => ObjectKey;

export interface SearchableTexts extends Texts {
  /** null when there is no such text (any more). */
  find(hash: string): Promise<string | null>;
  /** Like `keep`; what is there already is not written again. */
  keepOnce(text: string): Promise<string>;
}

/** `keyOf`: what is kept beside the evidence has keys of its own. */
export function s3Texts(client: S3Client, bucket: string, keyOf: KeyOfText = textKey): SearchableTexts {
  const get = async (hash: string): Promise<string> => {
    const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: keyOf(hash) }));
    if (Body === undefined) throw new Error(`The text ${hash} came without a body`);
    return Body.transformToString('utf-8');
  };
  const keep = async (text: string): Promise<string> => {
    const hash = hashOf(text);
    const about = { Bucket: bucket, Key: keyOf(hash), ContentType: 'text/plain; charset=utf-8' };
    await client.send(new PutObjectCommand({ ...about, Body: text }));
    return hash;
  };
  const isThere = (hash: string): Promise<boolean> =>
    client.send(new HeadObjectCommand({ Bucket: bucket, Key: keyOf(hash) })).then(
      () => true,
      (error: unknown) => {
        if (error instanceof NotFound) return false;
        throw error;
      },
    );
  return {
    keep,
    get,
    keepOnce: async (text) => ((await isThere(hashOf(text))) ? hashOf(text) : keep(text)),
    find: (hash) =>
      get(hash).catch((error: unknown) => {
        if (error instanceof NoSuchKey) return null;
        throw error;
      }),
  };
}

const hashOf = (text: string): string => hash('sha256', text, 'hex');
