import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import * as v from 'valibot';
import { writeWhole } from '../../write-whole.ts';
import { guardEmulator } from '../gate/gate.ts';
import type { Credentials } from '../gate/signatures.ts';
import { closed, host, listen } from '../listen.ts';
import { resolveLoopbackNames } from '../loopback-names.ts';

export interface EntriesEmulator {
  readonly endpoint: string;
  /** As a function at the edge asks; throws when there is no such key. */
  get(key: string): Promise<string>;
  stop(): Promise<void>;
}

const update = v.object({
  Puts: v.optional(v.array(v.object({ Key: v.string(), Value: v.string() })), []),
  Deletes: v.optional(v.array(v.object({ Key: v.string() })), []),
});

/**
 * CloudFront's key-value store, as far as it is used here: one store, whatever its name, that every update of several
 * keys changes as a whole, if it still is in the state that the update names. Without a file nothing is kept.
 */
export async function startEntriesEmulator(credentials: Credentials, file: string | null): Promise<EntriesEmulator> {
  resolveLoopbackNames();
  const kept: [string, string][] = file !== null && existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : [];
  const values = new Map(kept);
  let state = 1;
  const about = () => ({ ItemCount: values.size, TotalSizeInBytes: 0 });
  const refused = (context: Context, status: 404 | 409, type: string) => {
    context.header('x-amzn-errortype', type);
    return context.json({ Message: type }, status);
  };
  const app = new Hono()
    .get('/key-value-stores/:store', (context) => {
      context.header('ETag', String(state));
      return context.json({ ...about(), KvsARN: context.req.param('store'), Created: 0 });
    })
    .get('/key-value-stores/:store/keys/:key', (context) => {
      const Key = context.req.param('key');
      const Value = values.get(Key);
      if (Value === undefined) return refused(context, 404, 'ResourceNotFoundException');
      return context.json({ ...about(), Key, Value });
    })
    .post('/key-value-stores/:store/keys', async (context) => {
      const { Puts, Deletes } = v.parse(update, await context.req.json());
      if (context.req.header('if-match') !== String(state)) return refused(context, 409, 'ConflictException');
      for (const { Key, Value } of Puts) values.set(Key, Value);
      for (const { Key } of Deletes) values.delete(Key);
      state += 1;
      if (file !== null) await writeWhole(file, Buffer.from(JSON.stringify([...values])));
      context.header('ETag', String(state));
      return context.json(about());
    });
  const listener = getRequestListener(app.fetch);
  const server = createServer((request, response) => void listener(request, response));
  guardEmulator(server, { credentials, services: ['cloudfront-keyvaluestore'], origins: new Set() });
  const port = await listen(server, 0);
  return {
    endpoint: `http://${host}:${port}`,
    async get(key) {
      const value = values.get(key);
      if (value === undefined) throw new Error('KeyNotFound');
      return value;
    },
    stop: () => closed(server),
  };
}
