import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import type { LocalCloud } from '../local-cloud.ts';
import type { Office } from '../office.ts';
import type { StateFolder } from '../state-folder.ts';
import { consoleApp } from './routes.ts';

export interface ConsoleSettings {
  readonly cloud: LocalCloud;
  readonly office: Office;
  readonly folder: StateFolder;
  /** Wanted port; when it is taken, one of the next ones. */
  readonly port: number;
}

const host = '127.0.0.1';
const portsTried = 20;

/** Serves the console page on loopback. */
export async function startConsole({
  cloud,
  office,
  folder,
  port,
}: ConsoleSettings): Promise<{ url: string; stop(): Promise<void> }> {
  const listener = getRequestListener(consoleApp({ cloud, office, folder }).fetch);
  const server = createServer((request, response) => void listener(request, response));
  const taken = await listen(server, port, port + portsTried);
  return {
    url: `http://${host}:${taken}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function listen(server: Server, port: number, last: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const onError = (error: NodeJS.ErrnoException): void => {
      if (error.code === 'EADDRINUSE' && port < last) resolve(listen(server, port + 1, last));
      else reject(error);
    };
    server.once('error', onError).listen(port, host, () => {
      server.off('error', onError);
      resolve((server.address() as AddressInfo).port);
    });
  });
}
