import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export const host = '127.0.0.1';
const portsTried = 20;

/** Listens on loopback, on the wanted port or, when it is taken, on one of the next ones. Returns the port. */
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

/** Does not wait for those who stay connected. */
export function closed(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()));
    server.closeAllConnections();
  });
}
