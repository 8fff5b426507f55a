import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { runInNewContext } from 'node:vm';
import { GetObjectCommand, NoSuchKey } from '@aws-sdk/client-s3';
import { guardPages } from '../gate/gate.ts';
import { closed, host, listen, type WantedPort } from '../listen.ts';
import type { LocalCloud } from '../local-cloud.ts';
import type { DeclaredSite } from './declared-site.ts';

export interface SiteSettings {
  readonly cloud: LocalCloud;
  readonly port: number | WantedPort;
}

interface EdgeResult {
  readonly uri?: string;
  readonly statusCode?: number;
  readonly headers?: Readonly<Record<string, { readonly value: string }>>;
  readonly body?: { readonly data: string };
}
type EdgeHandler = (event: { request: { method: string; uri: string } }) => Promise<EdgeResult>;

/** Serves the public site on loopback as CloudFront would: the template's own code at the edge, headers and error page. */
export async function startSite({ cloud, port }: SiteSettings): Promise<{ url: string; stop(): Promise<void> }> {
  const { site } = cloud.resources;
  if (site === null) throw new Error('The template declares no public site');
  const edge = edgeHandler(site, cloud);
  const server = createServer((request, response) => {
    answer(request, response, site, edge, cloud).catch((error: unknown) => {
      response.writeHead(500).end(String(error));
    });
  });
  guardPages(server);
  return { url: `http://${host}:${await listen(server, port)}`, stop: () => closed(server) };
}

/** The function at the edge imports its store from a module that is only there. */
function edgeHandler({ edge }: DeclaredSite, { emulators }: LocalCloud): EdgeHandler {
  const code = edge.replace("import cf from 'cloudfront';", '');
  return runInNewContext(`${code}\nhandler`, { cf: { kvs: () => ({ get: emulators.entries }) } }) as EdgeHandler;
}

async function answer(
  { method = 'GET', url = '/' }: IncomingMessage,
  response: ServerResponse,
  site: DeclaredSite,
  edge: EdgeHandler,
  cloud: LocalCloud,
): Promise<void> {
  for (const [name, value] of Object.entries(site.headers)) response.setHeader(name, value);
  if (method !== 'GET' && method !== 'HEAD') {
    response.writeHead(403).end();
    return;
  }
  const [uri = '/'] = url.split('?');
  const asked = await edge({ request: { method, uri } });
  if (asked.statusCode !== undefined) {
    const headers = Object.entries(asked.headers ?? {}).map(([name, { value }]) => [name, value] as const);
    response.writeHead(asked.statusCode, Object.fromEntries(headers)).end(method === 'HEAD' ? '' : asked.body?.data);
    return;
  }
  const found = await object(asked.uri ?? '', site, cloud);
  const shown = found ?? (await object(site.notFound, site, cloud));
  response.writeHead(found === null ? 404 : 200, shown?.headers ?? {}).end(method === 'HEAD' ? '' : shown?.bytes);
}

async function object(uri: string, { bucket }: DeclaredSite, { clients }: LocalCloud) {
  try {
    const Key = decodeURIComponent(uri.slice(1));
    const { Body, ContentType, CacheControl } = await clients.s3.send(new GetObjectCommand({ Bucket: bucket, Key }));
    const headers = { 'content-type': ContentType ?? '', 'cache-control': CacheControl ?? '' };
    return { bytes: await Body?.transformToByteArray(), headers };
  } catch (error) {
    if (error instanceof NoSuchKey || error instanceof URIError) return null;
    throw error;
  }
}
