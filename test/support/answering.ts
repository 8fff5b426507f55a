import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach } from 'vitest';

interface Answered {
  destroy(): void;
}

const opened: (() => void)[] = [];

/**
 * A client of AWS whose service answers as it is told to, for what no emulator does. Both end after the test.
 */
export async function answeredBy<Client extends Answered>(
  answer: RequestListener,
  make: (settings: ReturnType<typeof settingsOf>) => Client,
): Promise<Client> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const client = make(settingsOf((server.address() as AddressInfo).port));
  opened.push(() => {
    client.destroy();
    server.closeAllConnections();
    server.close();
  });
  return client;
}

const settingsOf = (port: number) => ({
  endpoint: `http://127.0.0.1:${port}`,
  region: 'eu-north-1',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  maxAttempts: 1,
});

afterEach(() => {
  for (const close of opened.splice(0)) close();
});
