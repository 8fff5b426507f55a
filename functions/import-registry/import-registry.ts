import { createHash } from 'node:crypto';
import { problem } from '../../shared/domain/problems.ts';
import type { RegistryPlan } from '../../shared/domain/registry/registry-plan.ts';
import type { OwedMails } from '../../shared/mail-ports.ts';
import type { DeliveryQueue, Inbox, Ledger, RegistryImports, StoredFile } from '../../shared/ports.ts';
import type { Upload } from '../../shared/upload.ts';
import { limits, megabytes } from '../../shared/workbook/limits.ts';
import { readRegistry } from '../../shared/workbook/registry/read-registry.ts';
import { fileNameOf } from '../file-name.ts';
import { applyPlan } from './apply-plan.ts';
import { type PlanSources, planImport, refusal } from './plan-import.ts';

export interface ImportDependencies extends PlanSources {
  readonly inbox: Inbox;
  readonly imports: RegistryImports;
  readonly deliveries: DeliveryQueue;
  readonly owed: Pick<OwedMails, 'note'>;
  readonly ledger: Ledger;
}

export interface ImportOutcome {
  /** 'repeated': the file imported last, once more, and nothing to change. */
  readonly outcome: 'applied' | 'repeated' | 'gone';
  readonly import: string;
  readonly changes: number;
  readonly codes: readonly string[];
}

/**
 * A registry workbook to what is registered, and the answer to the office. What it does is decided once and
 * kept before any of it is done, so that after a crash the rest is done and the answer still tells all of it.
 */
export async function importRegistry(upload: Upload, to: ImportDependencies): Promise<ImportOutcome> {
  const outcome = await run(upload, to);
  await to.ledger.close(upload);
  return outcome;
}

async function run(upload: Upload, to: ImportDependencies): Promise<ImportOutcome> {
  const id = importId(upload);
  const nothing = { import: id, changes: 0, codes: [] };
  let decided = await to.imports.load(id);
  if (decided === null) {
    const begun = await begin(id, upload, to);
    if (begun !== 'begun') return { ...nothing, outcome: begun };
    // Of two who begin at once one is heard: the plan of that one is done.
    decided = await to.imports.load(id);
  }
  if (decided === null) throw new Error(`Import ${id} was begun and is not there`);
  const { of, applied } = decided;
  const request = { owner: { kind: 'import', import: id }, submission: id } as const;
  if (!applied) {
    await to.owed.note(request);
    await applyPlan(of.plan, to.registry);
    await to.imports.finish(of);
  }
  if (!applied || decided.owed) {
    await to.deliveries.request(request);
  }
  const { changes, problems } = of.plan.report;
  return { outcome: 'applied', import: id, changes: changes.length, codes: problems.map(({ code }) => code) };
}

async function begin(id: string, upload: Upload, to: ImportDependencies): Promise<'begun' | 'repeated' | 'gone'> {
  const file = await to.inbox.fetch(upload);
  if (file === 'gone') return 'gone';
  const plan = await planOf(file, to);
  const metadata = file === 'too large' ? {} : file.metadata;
  const sha256 = file === 'too large' ? upload.eTag : createHash('sha256').update(file.bytes).digest('hex');
  if (plan.report.changes.length === 0 && sha256 === (await to.imports.lastFile())) return 'repeated';
  const { receivedAt } = upload;
  await to.imports.begin({ id, fileName: fileNameOf(upload.key, metadata), receivedAt, sha256, plan });
  return 'begun';
}

async function planOf(file: StoredFile | 'too large', sources: PlanSources): Promise<RegistryPlan> {
  if (file === 'too large')
    return refusal(problem('file-too-large', { facts: { limit: 'megabytes', count: String(megabytes(limits.file)) } }));
  const rows = await readRegistry(file.bytes);
  return 'code' in rows ? refusal(rows) : planImport(rows, sources);
}

/** One object is one import, however often its event comes. */
function importId({ bucket, key, versionId }: Upload): string {
  return createHash('sha256')
    .update(JSON.stringify([bucket, key, versionId]))
    .digest('hex')
    .slice(0, 32);
}
