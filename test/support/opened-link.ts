import { expect } from 'vitest';
import { portalApi } from '../../functions/serve-portal/routes.ts';
import type { Pipeline } from './pipeline.ts';

/** The first address of a file in a mail. */
export const fileLinkIn = (text = ''): string => /^https:\S+\/api\/open\?t=\S+$/m.exec(text)?.[0] ?? '';

/** Where a link of a mail leads, so many seconds later. */
export async function openedLink(pipeline: Pipeline, link: string, later = 0): Promise<string> {
  const portal = { ...pipeline.portal(), now: () => new Date(Date.now() + later * 1000) };
  const { pathname, search } = new URL(link);
  const answer = await portalApi(portal).request(`${pathname}${search}`);
  expect([answer.status, answer.headers.get('cache-control')]).toEqual([302, 'no-store']);
  return answer.headers.get('location') ?? '';
}
