import type { Problem } from '../../shared/domain/answers/problems.ts';
import { type ParsedRegistry, parseRegistry } from '../../shared/domain/registry/parse-registry.ts';
import { planRegistry, type Registered } from '../../shared/domain/registry/plan-registry.ts';
import type { Authority } from '../../shared/domain/registry/registry.ts';
import type { RegistryPlan } from '../../shared/domain/registry/registry-plan.ts';
import {
  type RegistryCell,
  type RegistryColumn,
  type RegistryTable,
  registryColumns,
} from '../../shared/domain/registry/registry-rows.ts';

/** What is written in a row; a column that is left out is there and empty. */
export type WrittenRow = Readonly<Partial<Record<RegistryColumn, string>>>;
/** A table that is left out is not in the workbook. */
export type WrittenRegistry = Readonly<Partial<Record<RegistryTable, readonly WrittenRow[]>>>;

export const questionnaireOfRegistry = 'user-centricity@2023';

/** The rows of a registry workbook as values: the first row stands in row 2. */
export function parsedRows(written: WrittenRegistry, authorities: readonly Authority[] = []): ParsedRegistry {
  const table = (name: RegistryTable) =>
    written[name]?.map((row, index) => ({
      sheet: name,
      row: index + 2,
      cells: new Map(
        registryColumns[name].map((column, at): [RegistryColumn, RegistryCell] => [
          column,
          { cell: `${String.fromCharCode(65 + at)}${index + 2}`, heading: column, text: row[column] ?? '' },
        ]),
      ),
    })) ?? null;
  const questionnaires = new Map([[questionnaireOfRegistry, ['en', 'fi']]]);
  const known = { authorities, languages: ['en', 'fi'], questionnaires };
  const [rounds, texts, participants] = [table('rounds'), table('texts'), table('participants')];
  const rows = { authorities: table('authorities'), contacts: table('contacts'), rounds, texts, participants };
  return parseRegistry(rows, known);
}

/** What a registry workbook would do to what is registered. */
export function plannedRows(
  written: WrittenRegistry,
  registered: Partial<Registered> = {},
  now = new Date('2022-09-15T12:00:00.000Z'),
): RegistryPlan {
  const all = { authorities: [], rounds: [], withSubmissions: new Set<string>(), ...registered };
  return planRegistry(parsedRows(written, all.authorities), all, questionnaireOfRegistry, now);
}

/** Each problem as `code cell`. */
export const toldAt = (problems: readonly Problem[]): string[] => problems.map(({ code, cell }) => `${code} ${cell}`);
