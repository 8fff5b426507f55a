import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Loopback: what is served here is personal. */
export const host = '127.0.0.1';
const portsTried = 20;

/** Listens on the wanted port, or when it is taken on one of the next ones; returns the one it is. */
export function listen(server: Server, port: number, last = port + portsTried): Promise<number> {
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

export const closed = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
