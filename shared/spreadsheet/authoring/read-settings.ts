import type { Definition } from '../../domain/questionnaire/definition/definition.ts';
import { definitionLimits } from '../../domain/questionnaire/definition/definition-limits.ts';
import { RowReader } from './cells.ts';
import type { Faults } from './faults.ts';
import { tagOf } from './language-tags.ts';
import type { Table, Tables } from './tables.ts';

export interface Settings
  extends Pick<
    Definition,
    'id' | 'version' | 'title' | 'languages' | 'defaultLanguage' | 'shown' | 'blankWhen' | 'showsPoints'
  > {
  /** `id@version`. */
  readonly previous: string | undefined;
}

/** Stands for an id that could not be read: nobody can write it. */
export const unknownId = '';

const id = /^[a-z][a-z0-9-]*$/;
const version = /^[a-zA-Z0-9]([a-zA-Z0-9.-]*[a-zA-Z0-9])?$/;

/** Where a setting could not be read, something stands for it so that the rest can be checked. */
export function readSettings(tables: Tables, faults: Faults): Settings {
  const table = tables.settings;
  const languages = languagesOf(tables, faults);
  const [first, ...more] = table?.rows ?? [];
  if (table === undefined || first === undefined) {
    if (table !== undefined) faults.add('sheet-empty', table.sheet, null, { sheet: table.sheet });
    return {
      ...{ id: unknownId, version: '0', title: {}, languages, defaultLanguage: languages[0] ?? 'en' },
      ...{ shown: { as: 'percent', decimals: 0 }, blankWhen: [], previous: undefined },
    };
  }
  const extra = more[0];
  if (extra !== undefined) faults.add('settings-rows', table.sheet, extra.place('form_id'), { row: String(extra.row) });
  const reader = new RowReader(table, first, faults);
  const needed = (column: string, text: string | undefined): void => {
    if (text === undefined && !reader.has(column)) reader.fault('value-missing', column);
  };
  const formId = reader.text('form_id', undefined, definitionLimits.name);
  needed('form_id', formId);
  if (formId !== undefined && !id.test(formId))
    reader.fault('id-unfit', 'form_id', { id: formId, example: idLike(formId) });
  const formVersion = reader.text('version', undefined, definitionLimits.name);
  needed('version', formVersion);
  if (formVersion !== undefined && !version.test(formVersion))
    reader.fault('version-unfit', 'version', { version: formVersion });
  const as = reader.word('shown', ['percent', 'points']);
  needed('shown', as);
  return {
    id: formId !== undefined && id.test(formId) ? formId : unknownId,
    version: formVersion !== undefined && version.test(formVersion) ? formVersion : '0',
    title: reader.texts('form_title'),
    languages,
    defaultLanguage: defaultLanguage(reader, languages),
    shown: { as: as ?? 'percent', decimals: reader.whole('decimals', 0, 2) ?? 0 },
    blankWhen: (reader.text('blank_when') ?? '')
      .split('|')
      .map((one) => one.trim())
      .filter((one) => one !== '')
      .slice(0, 50),
    // A definition without it stays the same to the letter, and so does its hash.
    ...(reader.flag('show_points') ? { showsPoints: true } : {}),
    previous: previousOf(reader),
  };
}

function previousOf(reader: RowReader): string | undefined {
  const previous = reader.text('previous', undefined, 2 * definitionLimits.name + 1);
  const [before = '', at = ''] = previous?.split('@') ?? [];
  if (previous === undefined || (id.test(before) && version.test(at) && previous === `${before}@${at}`))
    return previous;
  reader.fault('previous-unfit', 'previous', { previous });
  return undefined;
}

function defaultLanguage(reader: RowReader, languages: readonly string[]): string {
  const written = reader.text('default_language', undefined, 100);
  const tag = written === undefined ? null : tagOf(written);
  if (tag !== null) return tag;
  if (written !== undefined) reader.fault('language-tag', 'default_language', { value: written });
  else if (languages.length !== 1 && !reader.has('default_language')) {
    reader.fault('value-missing', 'default_language', { words: languages.join(', ') });
  }
  return languages[0] ?? 'en';
}

/** Every language in which anything is labelled, in the order of the survey. */
function languagesOf(tables: Tables, faults: Faults): string[] {
  const of = (table: Table | undefined): readonly string[] => table?.languages ?? [];
  const languages = [...new Set([...of(tables.survey), ...of(tables.settings), ...of(tables.choices)])];
  if (languages.length > definitionLimits.languages && tables.survey !== undefined) {
    const counts = { count: String(languages.length), most: String(definitionLimits.languages) };
    faults.add('too-many-languages', tables.survey.sheet, null, counts);
  }
  return languages.length === 0 ? ['en'] : languages;
}

/** `open-data-maturity` of `Open Data Maturity`. */
function idLike(text: string): string {
  const plain = text.normalize('NFD').toLowerCase().replace(/\p{M}/gu, '');
  return plain.replace(/[^a-z0-9]+/g, '-').replace(/^[^a-z]+|-+$/g, '') || 'our-benchmark';
}
