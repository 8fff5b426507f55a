import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LocalCloud, startLocalCloud } from '../../infra/local/local-cloud.ts';
import { type Office, officeOf } from '../../infra/local/office.ts';
import { openStateFolder, type StateFolder } from '../../infra/local/state-folder.ts';

/** A local cloud on a folder of its own. */
export interface OwnCloud {
  readonly path: string;
  readonly folder: StateFolder;
  readonly cloud: LocalCloud;
  readonly office: Office;
  /** Ends it; nothing of it is left. */
  stop(): Promise<void>;
}

/** `retryAfter`, `log`: as the local cloud takes them. */
export async function startOwnCloud(
  retryAfter?: Parameters<typeof startLocalCloud>[2],
  log: (line: string) => void = () => {},
): Promise<OwnCloud> {
  const path = await mkdtemp(join(tmpdir(), 'scorebook-'));
  const folder = await openStateFolder(path, false);
  const cloud = await startLocalCloud(folder, log, retryAfter);
  return {
    ...{ path, folder, cloud },
    office: officeOf(cloud),
    async stop() {
      await cloud.stop();
      folder.unlock();
      await rm(path, { recursive: true });
    },
  };
}
