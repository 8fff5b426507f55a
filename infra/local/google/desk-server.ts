import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { DeskFault, type GoogleDesk, openDesk } from '../../../shared/adapters/google/desk-credentials.ts';
import { closed, host, listen } from '../listen.ts';

/** Google itself, for the functions of the local cloud, by the credentials of whoever runs it. */
export interface DeskServer {
  readonly address: string;
  readonly mayWrite: boolean;
  /** By which the stack of the local cloud is told of it. */
  readonly environment: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/**
 * Hands tokens to the functions, over loopback and by an address that nobody can guess: the credentials themselves stay in
 * this process, and in no template. What is wrong with them is said once, in sentences.
 */
export async function serveDesk(
  environment: Readonly<Record<string, string | undefined>>,
  log: (line: string) => void,
): Promise<DeskServer> {
  const desk: GoogleDesk = await openDesk(environment, environment['SCOREBOOK_GOOGLE_API_ROOT'] || null);
  const path = `/${randomBytes(32).toString('base64url')}`;
  let told = '';
  const server = createServer((request, response) => {
    if (request.method !== 'GET' || request.url !== path) {
      response.writeHead(404).end();
      return;
    }
    desk.token().then(
      ({ accessToken, expiresAt, quotaProject }) => {
        told = '';
        response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' });
        response.end(JSON.stringify({ accessToken, expiresAt, quotaProject }));
      },
      (error: unknown) => {
        const reason = error instanceof DeskFault ? error.message : 'Google gave no token.';
        if (reason !== told) log(`Google: ${reason} Links wait until then.`);
        told = reason;
        response.writeHead(503).end();
      },
    );
  });
  const port = await listen(server, { port: 0, isNamed: true });
  return {
    ...{ address: desk.address, mayWrite: desk.mayWrite },
    environment: {
      SCOREBOOK_GOOGLE_AUDIENCE: `http://${host}:${port}${path}`,
      SCOREBOOK_GOOGLE_SERVICE_ACCOUNT: desk.address,
    },
    stop: () => closed(server),
  };
}
