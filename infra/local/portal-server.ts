import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { guardPages } from './gate/gate.ts';
import { closed, host, listen, type WantedPort } from './listen.ts';
import { account } from './template.ts';

export interface PortalServer {
  /** `http://127.0.0.1:4650` */
  readonly address: string;
  stop(): Promise<void>;
}

/** Bytes of a request, as the API of AWS takes them. */
const maxBytes = 10 * 1024 * 1024;

/** What the edge and the HTTP API are on AWS: requests become events of a function, its results become answers. */
export async function startPortalServer(
  port: WantedPort,
  invoke: (event: unknown) => Promise<unknown>,
): Promise<PortalServer> {
  let taken = 0;
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    // One name only, as on AWS: what is kept in the browser is kept under it.
    if (request.headers.host !== `${host}:${taken}`) {
      response.writeHead(403).end();
      return;
    }
    const result = (await invoke(await eventOf(request))) as APIGatewayProxyStructuredResultV2;
    const { statusCode = 200, headers = {}, body = '', isBase64Encoded = false } = result;
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, String(value));
    response.writeHead(statusCode).end(Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8'));
  };
  const server = createServer((request, response) => {
    serve(request, response).catch(() => response.writeHead(500).end());
  });
  guardPages(server);
  taken = await listen(server, port);
  return { address: `http://${host}:${taken}`, stop: () => closed(server) };
}

async function eventOf(request: IncomingMessage): Promise<APIGatewayProxyEventV2> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of request) {
    bytes += part.length;
    if (bytes > maxBytes) throw new Error('The request is too large');
    parts.push(part);
  }
  const { pathname, search } = new URL(request.url ?? '/', `http://${host}`);
  const headers = Object.entries(request.headers).map(([name, value]) => [name, [value].flat().join(',')]);
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: pathname,
    rawQueryString: search.slice(1),
    headers: Object.fromEntries(headers),
    requestContext: {
      accountId: account,
      apiId: 'local',
      domainName: String(request.headers.host),
      domainPrefix: 'local',
      http: {
        method: request.method ?? 'GET',
        path: pathname,
        protocol: 'HTTP/1.1',
        sourceIp: host,
        userAgent: request.headers['user-agent'] ?? '',
      },
      requestId: crypto.randomUUID(),
      routeKey: '$default',
      stage: '$default',
      time: new Date().toISOString(),
      timeEpoch: Date.now(),
    },
    body: Buffer.concat(parts).toString('base64'),
    isBase64Encoded: true,
  };
}
