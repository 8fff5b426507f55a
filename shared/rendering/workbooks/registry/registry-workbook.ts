import { roundMails, textOf } from '../../../domain/mail/mail-texts.ts';
import { countryWords } from '../../../domain/registry/country-code.ts';
import { type Authority, contactRoles, mailForms, type Round } from '../../../domain/registry/registry.ts';
import { authorityFields, contactFields, roundFields, textFields } from '../../../domain/registry/registry-fields.ts';
import { type RegistryColumn, type RegistryTable, registryColumns } from '../../../domain/registry/registry-rows.ts';
import { methodIds } from '../../../domain/scoring/methods/methods.ts';
import { identitySheetName } from '../../../spreadsheet/formats/identity.ts';
import { put } from '../../../spreadsheet/writing/cell-styles.ts';
import { fixed, placeIn } from '../../../spreadsheet/writing/references.ts';
import { newWorkbook, type Worksheet, workbookBytes } from '../../../spreadsheet/writing/spreadsheet.ts';
import { messagesIn } from '../../words/messages.ts';
import { addMarkSheet } from '../sheets/identity-sheet.ts';
import type { Words } from '../sheets/page.ts';
import { addTableSheet, type TableColumn } from '../sheets/table-sheet.ts';

export interface RegistryToWrite {
  readonly authorities: readonly Authority[];
  readonly rounds: readonly Round[];
  /** Who is named as a participant of a round; of a round with nobody all take part. */
  readonly participants?: readonly { readonly round: string; readonly authority: string }[];
  /** What the drop-downs offer. */
  readonly languages: readonly string[];
  readonly questionnaires: readonly string[];
}

/** Empty rows to write into, below what is registered. */
const spare = 40;
const widths: Partial<Record<RegistryColumn, number>> = {
  ...{ name: 32, address: 36, questionnaire: 26, authority: 24 },
  ...{ subject: 44, text: 90 },
};

/** The registry as a workbook that is edited and sent back. What is registered is in it; read back, it changes nothing. */
export async function writeRegistryWorkbook(registry: RegistryToWrite): Promise<Uint8Array> {
  const words = messagesIn('en').workbook;
  const workbook = newWorkbook({ title: words.registry.title, language: 'en' });
  const offered = offeredIn(registry);
  for (const [table, rows] of Object.entries(rowsOf(registry)) as [RegistryTable, string[][]][]) {
    const columns = registryColumns[table].map((column) => tableColumn(column, offered, words));
    const example = { label: words.registry.example, cells: cellsOf(table, examples[table]) };
    await addTableSheet(workbook, { ...words.registry.sheets[table], columns, rows, spare, example }, words);
  }
  putLists(addMarkSheet(workbook, [['registry', '1']]), offered);
  return workbookBytes(workbook);
}

/** Rows as an office fills them in: values that are read, of an authority that everybody sees is an example. */
const examples: Readonly<Record<RegistryTable, Partial<Record<RegistryColumn, string>>>> = {
  authorities: {
    ...{ id: 'example-city', name: 'Example City', country: 'Finland', population: '305200' },
    kind: 'city',
    aliases: 'Esimerkkilä | Exempelstad',
  },
  contacts: {
    ...{ authority: 'example-city', address: 'officer@city.example', name: 'Oili Officer' },
    ...{ language: 'fi', role: 'contact' },
  },
  rounds: {
    ...{ id: '2027', opens: '2027-09-01', deadline: '2027-10-31', languages: 'en, fi', mails: 'attachment' },
    ...{ publishesResults: 'yes', publishes: 'no', previous: '2026', timeZone: 'Europe/Helsinki' },
    invitations: '2027-09-02',
  },
  texts: {
    ...{ round: '2027', mail: 'invitation', language: 'en' },
    subject: '{authority}: questionnaire for {round}',
    text: 'We invite {authority} to take part. Please answer by {deadline}.',
  },
  participants: { round: '2027', authority: 'example-city' },
};

/** What the office has written, and for the newest round a row for each mail in each language that somebody reads. */
function textRows({ authorities, rounds }: RegistryToWrite): string[][] {
  const read = authorities.flatMap(({ contacts }) => contacts.map(({ language }) => language));
  const languages = [...new Set(['en', ...read])];
  return rounds.flatMap((round) => {
    const own = (round.texts ?? []).map(({ language }) => language);
    return roundMails.flatMap((mail) =>
      [...new Set(round === rounds.at(-1) ? [...languages, ...own] : own)].flatMap((language) => {
        const text = textOf(round, mail, language);
        if (text === null && round !== rounds.at(-1)) return [];
        return [cellsOf('texts', { round: round.id, mail, language, ...shown(textFields, text ?? {}) })];
      }),
    );
  });
}

function rowsOf(registry: RegistryToWrite): Record<RegistryTable, string[][]> {
  const { authorities, rounds } = registry;
  return {
    authorities: authorities.map((one) => cellsOf('authorities', { ...shown(authorityFields, one), id: one.id })),
    contacts: authorities.flatMap((one) =>
      one.contacts.map((contact) => cellsOf('contacts', { ...shown(contactFields, contact), authority: one.id })),
    ),
    rounds: rounds.map((one) => cellsOf('rounds', { ...shown(roundFields, one), id: one.id })),
    texts: textRows(registry),
    participants: (registry.participants ?? []).map((one) => cellsOf('participants', one)),
  };
}

function shown<T>(fields: Readonly<Record<string, (of: T) => string>>, of: T): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).map(([column, show]) => [column, show(of)]));
}

const cellsOf = (table: RegistryTable, fields: Readonly<Record<string, string>>): string[] =>
  registryColumns[table].map((column) => fields[column] ?? '');

type Offered = Partial<Record<RegistryColumn, readonly string[]>>;

/** The words of each drop-down. What they offer is read; a dash clears what is registered. */
function offeredIn(registry: RegistryToWrite): Offered {
  return {
    country: ['-', ...countryWords()],
    language: registry.languages,
    role: contactRoles,
    mail: roundMails,
    questionnaire: registry.questionnaires,
    mails: mailForms,
    method: methodIds,
    publishesResults: ['yes', 'no'],
    publishes: ['yes', 'no'],
    timeZone: ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')],
    remove: ['yes'],
  };
}

/** Characters that Excel takes as the words of a drop-down; longer lists stand in cells. */
const maxInPlaceLength = 255;
const isInPlace = (words: readonly string[]): boolean => words.join(',').length <= maxInPlaceLength;

const longLists = (offered: Offered) => Object.entries(offered).filter(([, words]) => !isInPlace(words));

/** On the hidden sheet, beside its marks: the words of drop-downs that are too many for the drop-down itself, a column each. */
function putLists(sheet: Worksheet, offered: Offered): void {
  for (const [index, [column, words]] of longLists(offered).entries()) {
    for (const [row, word] of [column, ...words].entries())
      put(sheet, `${listColumn(index)}${row + 1}`, word, { numFmt: '@' });
  }
}

const listColumn = (index: number): string => String.fromCharCode('D'.charCodeAt(0) + index);

function optionsOf(column: RegistryColumn, offered: Offered): readonly string[] | string | undefined {
  const words = offered[column];
  if (words === undefined || isInPlace(words)) return words;
  const letter = listColumn(longLists(offered).findIndex(([of]) => of === column));
  return placeIn(identitySheetName, fixed(`${letter}2:${letter}${1 + words.length}`));
}

const days: ReadonlySet<RegistryColumn> = new Set(['opens', 'deadline', 'invitations']);

function tableColumn(column: RegistryColumn, offered: Offered, words: Words): TableColumn {
  const options = optionsOf(column, offered);
  return {
    ...words.registry.columns[column],
    width: widths[column] ?? 16,
    numeric: column === 'population' || column === 'shards',
    ...(options === undefined ? {} : { options }),
    ...(days.has(column) ? { day: words.registry.day } : {}),
  };
}
