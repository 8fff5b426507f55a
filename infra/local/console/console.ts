import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { guardPages } from '../gate/gate.ts';
import { closed, host, listen, type WantedPort } from '../listen.ts';
import type { LocalCloud } from '../local-cloud.ts';
import type { Office } from '../office.ts';
import type { StateFolder } from '../state-folder.ts';
import { consoleApp } from './routes.ts';

export interface ConsoleSettings {
  readonly cloud: LocalCloud;
  readonly office: Office;
  readonly folder: StateFolder;
  /** Where the public site is, as soon as it is known. */
  readonly site?: (() => string | null) | undefined;
  readonly port: number | WantedPort;
}

/** Serves the console page on loopback. */
export async function startConsole({
  cloud,
  office,
  folder,
  site,
  port,
}: ConsoleSettings): Promise<{ url: string; stop(): Promise<void> }> {
  const listener = getRequestListener(consoleApp({ cloud, office, folder, site }).fetch);
  const server = createServer((request, response) => void listener(request, response));
  guardPages(server);
  return { url: `http://${host}:${await listen(server, port)}`, stop: () => closed(server) };
}
