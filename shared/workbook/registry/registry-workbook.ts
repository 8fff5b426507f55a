import { type Authority, contactRoles, mailForms, type Round } from '../../domain/registry/registry.ts';
import { authorityFields, contactFields, roundFields } from '../../domain/registry/registry-fields.ts';
import { type RegistryColumn, type RegistryTable, registryColumns } from '../../domain/registry/registry-rows.ts';
import { methodIds } from '../../domain/scoring-methods.ts';
import { messagesIn } from '../../messages/messages.ts';
import { addMarkSheet } from '../sheets/identity-sheet.ts';
import type { Words } from '../sheets/page.ts';
import { newWorkbook, workbookBytes } from '../sheets/spreadsheet.ts';
import { addTableSheet, type TableColumn } from '../sheets/table-sheet.ts';

export interface RegistryToWrite {
  readonly authorities: readonly Authority[];
  readonly rounds: readonly Round[];
  /** What the drop-downs offer. */
  readonly languages: readonly string[];
  readonly questionnaires: readonly string[];
}

/** Empty rows to write into, below what is registered. */
const spare = 40;
const widths: Partial<Record<RegistryColumn, number>> = { name: 32, address: 36, questionnaire: 26, authority: 24 };

/** The registry as a workbook that is edited and sent back. What is registered is in it; read back, it changes nothing. */
export async function writeRegistryWorkbook(registry: RegistryToWrite): Promise<Uint8Array> {
  const words = messagesIn('en').workbook;
  const workbook = newWorkbook({ title: words.registry.title, language: 'en' });
  for (const [table, rows] of Object.entries(rowsOf(registry)) as [RegistryTable, string[][]][]) {
    const columns = registryColumns[table].map((column) => tableColumn(column, registry, words));
    addTableSheet(workbook, { ...words.registry.sheets[table], columns, rows, spare }, words);
  }
  addMarkSheet(workbook, [['registry', '1']]);
  return workbookBytes(workbook);
}

function rowsOf({ authorities, rounds }: RegistryToWrite): Record<RegistryTable, string[][]> {
  return {
    authorities: authorities.map((one) => cellsOf('authorities', { ...shown(authorityFields, one), id: one.id })),
    contacts: authorities.flatMap((one) =>
      one.contacts.map((contact) => cellsOf('contacts', { ...shown(contactFields, contact), authority: one.id })),
    ),
    rounds: rounds.map((one) => cellsOf('rounds', { ...shown(roundFields, one), id: one.id })),
  };
}

function shown<T>(fields: Readonly<Record<string, (of: T) => string>>, of: T): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).map(([column, show]) => [column, show(of)]));
}

const cellsOf = (table: RegistryTable, fields: Readonly<Record<string, string>>): string[] =>
  registryColumns[table].map((column) => fields[column] ?? '');

function tableColumn(column: RegistryColumn, registry: RegistryToWrite, words: Words): TableColumn {
  const options: Partial<Record<RegistryColumn, readonly string[]>> = {
    language: registry.languages,
    role: contactRoles,
    questionnaire: registry.questionnaires,
    mails: mailForms,
    method: methodIds,
    publishesResults: ['yes', 'no'],
    publishes: ['yes', 'no'],
    remove: ['yes'],
  };
  const offered = options[column];
  return {
    ...words.registry.columns[column],
    width: widths[column] ?? 16,
    numeric: column === 'population' || column === 'shards',
    ...(offered === undefined ? {} : { options: offered }),
  };
}
