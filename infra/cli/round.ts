import { planImport } from '../../functions/import-registry/plan-import.ts';
import type { RegistryColumn } from '../../shared/domain/registry/registry-rows.ts';
import { applyAndTell, printPlan, type RegistryPlace, registrySources } from './registry.ts';

export interface RoundOptions extends RegistryPlace {
  readonly questionnaire?: string;
  readonly opens?: string;
  readonly deadline?: string;
  readonly zone?: string;
  readonly finalResults?: string;
  readonly shards?: string;
  readonly previous?: string;
  readonly mails?: string;
  readonly method?: string;
  readonly publishesResults?: string;
  readonly by?: string;
  readonly invitations?: string;
}

/** Opens a round, or changes its dates: a registry workbook with one row. */
export async function roundCommand(
  id: string,
  { table, results, folder, zone, by, ...given }: RoundOptions,
): Promise<number> {
  const zoned = zone === undefined ? {} : { timeZone: zone };
  const written = Object.entries({ id, ...given, ...zoned }) as [RegistryColumn, string][];
  const cells = new Map(written.map(([column, text]) => [column, { cell: optionOf(column), heading: column, text }]));
  const named = { ...(table === undefined ? {} : { table }), ...(results === undefined ? {} : { results }) };
  const sources = await registrySources({ folder, ...named });
  const rounds = [{ sheet: 'round', row: 1, cells }];
  const rows = { authorities: null, contacts: null, rounds, texts: null, participants: null };
  const plan = await planImport(rows, sources, new Date());
  const status = printPlan({ ...plan, report: { ...plan.report, kept: [] } });
  await applyAndTell(plan, by, sources);
  return status;
}

/** `--publishes-results` of the column `publishesResults`. */
const optionOf = (column: RegistryColumn): string =>
  column === 'timeZone' ? '--zone' : `--${column.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
