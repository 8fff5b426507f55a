import type { LocalCloud } from '../local-cloud.ts';
import type { Office } from '../office.ts';
import type { StateFolder } from '../state-folder.ts';
export interface ConsoleSettings {
  readonly cloud: LocalCloud;
  readonly office: Office;
  readonly folder: StateFolder;
  readonly port: number;
}
export async function startConsole(_: ConsoleSettings): Promise<{ url: string; stop(): Promise<void> }> {
  return { url: 'http://127.0.0.1:4600', stop: async () => {} };
}
