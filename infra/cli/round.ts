import { planImport } from '../../functions/import-registry/plan-import.ts';
import type { RegistryColumn } from '../../shared/domain/registry/registry-rows.ts';
import { applyAndTell, printPlan, registrySources } from './registry.ts';

export interface RoundOptions {
  readonly table: string;
  readonly questionnaire?: string;
  readonly opens?: string;
  readonly deadline?: string;
  readonly shards?: string;
  readonly previous?: string;
  readonly mails?: string;
  readonly method?: string;
  readonly publishesResults?: string;
}

/** Opens a round, or changes its dates: a registry workbook with one row. */
export async function roundCommand(id: string, { table, ...given }: RoundOptions): Promise<number> {
  const written = Object.entries({ id, ...given }) as [RegistryColumn, string][];
  const cells = new Map(written.map(([column, text]) => [column, { cell: `--${column}`, heading: column, text }]));
  const sources = registrySources(table);
  const rounds = [{ sheet: 'round', row: 1, cells }];
  const plan = await planImport({ authorities: null, contacts: null, rounds }, sources, new Date());
  const status = printPlan({ ...plan, report: { ...plan.report, kept: [] } });
  await applyAndTell(plan, sources);
  return status;
}
