import { createHash } from 'node:crypto';
import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';

/** Texts too long for a table's item, kept under their own hash: the same text is one object, and never changes. */
export interface Texts {
  /** Returns the hash to ask for it by. */
  keep(text: string): Promise<string>;
  get(hash: string): Promise<string>;
}

/** `prefix`: of their keys. What is kept beside the evidence has one of its own. */
export function s3Texts(client: S3Client, bucket: string, prefix = 'texts/'): Texts {
  const keyOf = (hash: string): string => `${prefix}${hash}`;
  return {
    async keep(text) {
      const hash = createHash('sha256').update(text).digest('hex');
      await client.send(
        new PutObjectCommand({
          Bucket: bucket,
          Key: keyOf(hash),
          Body: text,
          ContentType: 'text/plain; charset=utf-8',
        }),
      );
      return hash;
    },
    async get(hash) {
      const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: keyOf(hash) }));
      if (Body === undefined) throw new Error(`The text ${hash} came without a body`);
      return Body.transformToString('utf-8');
    },
  };
}
