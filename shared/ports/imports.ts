import type { ImportPlan, PlannedImport } from '../domain/registry/planned-import.ts';

export interface Imports {
  /** `owed`: the office has not been told yet. */
  load(id: string): Promise<{ readonly of: PlannedImport; readonly applied: boolean; readonly owed: boolean } | null>;
  /** Keeps what is going to be done; of two who begin at once one is heard, and the plan of that one is done. */
  begin(of: PlannedImport): Promise<void>;
  /** All of it is done: from this moment on the office is owed the answer. */
  finish(of: PlannedImport): Promise<void>;
  /** sha-256 of the file of a kind that was imported last. */
  lastFile(kind: ImportPlan['kind']): Promise<string | null>;
}
