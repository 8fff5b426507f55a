import { type RegistryPlan, rescoredFor } from '../../shared/domain/registry/registry-plan.ts';
import type { InboxObject } from '../../shared/domain/submissions/inbox-object.ts';
import { readRegistry } from '../../shared/spreadsheet/reading/read-registry.ts';
import {
  type ImportDependencies,
  type ImportOutcome,
  type ImportSteps,
  importWorkbook,
} from '../../shared/use-cases/import-workbook.ts';
import { applyPlan } from './apply-plan.ts';
import { type PlanSources, planImport, refusal } from './plan-import.ts';

export type RegistryDependencies = ImportDependencies & PlanSources;

/** A registry workbook to what is registered, and the answer to the office. */
export function importRegistry(upload: InboxObject, deps: RegistryDependencies): Promise<ImportOutcome> {
  return importWorkbook(upload, stepsOf(upload, deps), deps);
}

const stepsOf = ({ receivedAt }: InboxObject, sources: PlanSources): ImportSteps<RegistryPlan> => ({
  kind: 'registry',
  async plan(file) {
    const rows = await readRegistry(file);
    return 'code' in rows ? refusal(rows) : planImport(rows, sources, new Date(receivedAt));
  },
  refusal,
  apply: (plan) => applyPlan(plan, { at: receivedAt, by: 'office', reason: null }, sources),
  rescores: rescoredFor,
  changes: ({ report }) => report.changes.length,
  isNews: ({ report }) => report.changes.length > 0,
});
