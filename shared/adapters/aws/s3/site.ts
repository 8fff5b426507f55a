import { DeleteObjectsCommand, PutObjectCommand, paginateListObjectsV2, type S3Client } from '@aws-sdk/client-s3';
import type { SiteStore } from '../../../ports/site.ts';

/** Types and how long a browser keeps a file: what is named by its content for ever, a page for some minutes. */
const types: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  json: 'application/json',
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};
const forEver = 'public, max-age=31536000, immutable';
const forMinutes = 'public, max-age=300';

/** S3 takes at most this many keys in one deletion. */
const deletedAtOnce = 1000;

export function s3Site(client: S3Client, bucket: string): SiteStore {
  const listed = async function* (prefix: string) {
    for await (const { Contents = [] } of paginateListObjectsV2({ client }, { Bucket: bucket, Prefix: prefix })) {
      yield Contents;
    }
  };
  return {
    async put(key, content) {
      const ContentType = types[key.split('.').at(-1) ?? ''] ?? 'application/octet-stream';
      const CacheControl = key.includes('/assets/') ? forEver : forMinutes;
      const about = { Bucket: bucket, Key: key, ContentType, CacheControl };
      await client.send(new PutObjectCommand({ ...about, Body: content }));
    },
    async count(prefix) {
      let count = 0;
      for await (const page of listed(prefix)) count += page.length;
      return count;
    },
    async clear(prefix, kept) {
      const old: string[] = [];
      for await (const page of listed(prefix)) {
        for (const { Key = '', LastModified } of page) {
          const stays = kept.prefix !== null && Key.startsWith(kept.prefix);
          if (!stays && LastModified !== undefined && LastModified < kept.since) old.push(Key);
        }
      }
      for (let start = 0; start < old.length; start += deletedAtOnce) {
        const Objects = old.slice(start, start + deletedAtOnce).map((Key) => ({ Key }));
        const { Errors = [] } = await client.send(
          new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects, Quiet: true } }),
        );
        if (Errors.length > 0) throw new Error(`${Errors.length} old files of the site were not deleted`);
      }
      return old.length;
    },
  };
}
