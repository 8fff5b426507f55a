import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { StateFault } from './state-fault.ts';

/** Loopback: what is served here is personal. */
export const host = '127.0.0.1';
const portsTried = 20;

export interface WantedPort {
  readonly port: number;
  /** This port was asked for, and no other will do; otherwise, when it is taken, one of the next ones. */
  readonly isNamed: boolean;
}

/** Listens on the wanted port, or on one of the next ones; returns the one it is. */
export function listen(server: Server, wanted: number | WantedPort): Promise<number> {
  const { port, isNamed } = typeof wanted === 'number' ? { port: wanted, isNamed: false } : wanted;
  return listenUpTo(server, port, isNamed ? port : Math.min(port + portsTried, highestPort));
}

const highestPort = 65_535;

function listenUpTo(server: Server, port: number, last: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const onError = (error: NodeJS.ErrnoException): void => {
      if (error.code === 'EADDRINUSE' && port < last) resolve(listenUpTo(server, port + 1, last));
      else reject(portFault(error, port));
    };
    server.once('error', onError).listen(port, host, () => {
      server.off('error', onError);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

function portFault(error: NodeJS.ErrnoException, port: number): Error {
  const what = { EADDRINUSE: 'is taken by another program; end that one', EACCES: 'may not be used by you' }[
    error.code ?? ''
  ];
  return what === undefined ? error : new StateFault(`port ${port} ${what}, or name another --port`, { cause: error });
}

export const closed = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
