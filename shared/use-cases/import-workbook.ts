import { hash } from 'node:crypto';
import type { Problem } from '../domain/answers/problems.ts';
import type { ImportPlan, PlannedImport } from '../domain/registry/planned-import.ts';
import { fileNameOf } from '../domain/submissions/file-name.ts';
import { hashedId } from '../domain/submissions/hashed-id.ts';
import type { InboxObject } from '../domain/submissions/inbox-object.ts';
import type { Imports } from '../ports/imports.ts';
import type { Inbox } from '../ports/inbox.ts';
import type { Ledger } from '../ports/ledger.ts';
import type { DeliveryQueue, OwedMails } from '../ports/outbox.ts';
import type { RescoringQueue } from '../ports/rescorings.ts';
import { arrivedFile } from './arrived-file.ts';

export interface ImportDependencies {
  readonly inbox: Inbox;
  readonly imports: Imports;
  readonly deliveries: DeliveryQueue;
  readonly owed: Pick<OwedMails, 'note'>;
  readonly ledger: Ledger;
  /** null: no workbook of its kind changes standings. */
  readonly rescorings: RescoringQueue | null;
}

/** What one kind of workbook of the office does. */
export interface ImportSteps<P extends ImportPlan> {
  readonly kind: P['kind'];
  /** What the file does to what is there now; nothing is done yet. */
  plan(file: Uint8Array): Promise<P>;
  /** Of a file of which nothing can be taken but why. */
  refusal(reason: Problem): P;
  /** Does what was planned. Done again after a crash at any point it must end the same. */
  apply(plan: P, of: PlannedImport): Promise<void>;
  /** Rounds whose standings are others for it. */
  rescores(plan: P): readonly string[];
  /** How many changes the plan tells of. */
  changes(plan: P): number;
  /** Whether it is to be answered when the file imported last comes once more. */
  isNews(plan: P): boolean;
}

export interface ImportOutcome {
  /** 'repeated': the file imported last, once more, and nothing new to tell. */
  readonly outcome: 'applied' | 'repeated' | 'gone';
  readonly import: string;
  readonly changes: number;
  readonly codes: readonly string[];
}

/**
 * A workbook of the office, and the answer to it. What it does is decided once and kept before any of it is done,
 * so that after a crash the rest is done and the answer still tells all of it.
 */
export async function importWorkbook<P extends ImportPlan>(
  upload: InboxObject,
  steps: ImportSteps<P>,
  deps: ImportDependencies,
): Promise<ImportOutcome> {
  const outcome = await run(upload, steps, deps);
  await deps.ledger.close(upload);
  return outcome;
}

async function run<P extends ImportPlan>(
  upload: InboxObject,
  steps: ImportSteps<P>,
  deps: ImportDependencies,
): Promise<ImportOutcome> {
  const id = importId(upload);
  const nothing = { import: id, changes: 0, codes: [] };
  let decided = await deps.imports.load(id);
  if (decided === null) {
    const begun = await begin(id, upload, steps, deps);
    if (begun !== 'begun') return { ...nothing, outcome: begun };
    // Of two who begin at once one is heard: the plan of that one is done.
    decided = await deps.imports.load(id);
  }
  if (decided === null) throw new Error(`Import ${id} was begun and is not there`);
  const { of, applied } = decided;
  const plan = of.plan;
  if (!isOf(plan, steps)) throw new Error(`Import ${id} is of another kind than ${steps.kind}`);
  const request = { owner: { kind: 'import', import: id }, delivery: id } as const;
  if (!applied) {
    await deps.owed.note(request);
    await steps.apply(plan, of);
    for (const round of steps.rescores(plan)) await deps.rescorings?.request({ round, reason: `${steps.kind} ${id}` });
    await deps.imports.finish(of);
  }
  if (!applied || decided.owed) await deps.deliveries.request(request);
  const codes = plan.report.problems.map(({ code }) => code);
  return { outcome: 'applied', import: id, changes: steps.changes(plan), codes };
}

const isOf = <P extends ImportPlan>(plan: ImportPlan, { kind }: ImportSteps<P>): plan is P => plan.kind === kind;

async function begin<P extends ImportPlan>(
  id: string,
  upload: InboxObject,
  steps: ImportSteps<P>,
  deps: ImportDependencies,
): Promise<'begun' | 'repeated' | 'gone'> {
  const file = await arrivedFile(upload, deps.inbox);
  if (file === 'gone') return 'gone';
  const unopened = 'reason' in file;
  const plan = unopened ? steps.refusal(file.reason) : await steps.plan(file.bytes);
  const sha256 = unopened ? upload.eTag : hash('sha256', file.bytes, 'hex');
  if (!steps.isNews(plan) && sha256 === (await deps.imports.lastFile(steps.kind))) return 'repeated';
  const { receivedAt } = upload;
  await deps.imports.begin({ id, fileName: fileNameOf(upload.key, file.metadata), receivedAt, sha256, plan });
  return 'begun';
}

/** One object is one import, however often its event comes. */
function importId({ bucket, key, versionId }: InboxObject): string {
  return hashedId([bucket, key, versionId]);
}
