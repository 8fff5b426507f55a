import { randomUUID } from 'node:crypto';
import { readFile, rename } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { watch } from 'chokidar';
import { officeKey, type officePrefixes } from '../../shared/config/object-keys.ts';

export interface InboxObject {
  readonly fileName: string;
  readonly bytes: Uint8Array;
  /** Registered address of whoever sends it; null when nobody is named. */
  readonly sender: string | null;
}

/** Puts a file into the inbox bucket as the office does: under its own key, its name in the metadata. */
export async function putIntoInbox(
  s3: S3Client,
  bucket: string,
  { fileName, bytes, sender }: InboxObject,
  prefix: (typeof officePrefixes)[number] = 'office/',
): Promise<string> {
  const day = new Date().toISOString().slice(0, 10);
  // No name of a stranger in a key: it is kept as metadata, encoded.
  const key = officeKey(prefix, day, randomUUID());
  const metadata = {
    filename: encodeURIComponent(fileName),
    ...(sender === null ? {} : { sender: encodeURIComponent(sender) }),
  };
  await s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: bytes, Metadata: metadata }));
  return key;
}

/** Left by programs that have the file open, or by the system: nobody sends these. */
const notSent = /^(\.|~\$)|\.(part|tmp|crdownload)$/i;

/**
 * Takes in every file that is dropped into a folder, then moves it to the folder of sent ones.
 * What cannot be taken in stays where it is, and `refused` hears why.
 */
export function watchInbox(
  folder: string,
  sent: string,
  take: (upload: InboxObject) => Promise<void>,
  refused: (fileName: string, reason: Error) => void,
): { stop(): Promise<void> } {
  const taking = new Set<Promise<void>>();
  const takeIn = async (path: string): Promise<void> => {
    const fileName = basename(path);
    try {
      await take({ fileName, bytes: await readFile(path), sender: null });
      await rename(path, join(sent, `${new Date().toISOString().replaceAll(':', '')}-${fileName}`));
    } catch (reason) {
      refused(fileName, reason instanceof Error ? reason : new Error(String(reason)));
    }
  };
  const watcher = watch(folder, {
    depth: 0,
    awaitWriteFinish: { stabilityThreshold: 300, pollInterval: 50 },
    ignored: (path) => path !== folder && notSent.test(basename(path)),
  });
  watcher.on('add', (path) => {
    const taken = takeIn(path).finally(() => taking.delete(taken));
    taking.add(taken);
  });
  return {
    async stop() {
      await watcher.close();
      await Promise.all(taking);
    },
  };
}
