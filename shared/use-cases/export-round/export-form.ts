import type { Profile } from '../../domain/standings/standings.ts';
import { csvHead, csvLines, dictionaryCsv } from '../../rendering/site/data-table.ts';
import { isOfNumbers, numberMeta } from '../../rendering/site/form/form-coinr.ts';
import { formDictionary, formDictionaryWorkbook } from '../../rendering/site/form/form-dictionary.ts';
import { type ExportedForm, exportedForm, formTables } from '../../rendering/site/form/form-export-tables.ts';
import { type FormRow, type FormSite, formRows } from '../../rendering/site/form/form-site.ts';
import { loadPublishedForm, type WrittenSources } from '../load-published-answers.ts';
import { type Append, columnsByFile, writeTables } from './write-tables.ts';

/**
 * The tables of a round by an office's own questionnaire, and the questionnaire itself as data. Returns the names of the
 * files.
 */
export async function exportForm(
  profiles: readonly Profile[],
  site: FormSite,
  { append, ...sources }: { readonly append: Append } & WrittenSources,
): Promise<string[]> {
  const { standings, showsEvidence, questionnaire } = site;
  const tables = formTables(site);
  const loaded = async (row: FormRow): Promise<ExportedForm> =>
    exportedForm(row, await loadPublishedForm(row.profile, standings, showsEvidence, sources), site);
  await writeTables(tables, formRows(profiles, site), loaded, append);
  const dictionary = formDictionary(site);
  for (const [file, { columns, rows }] of Object.entries(dictionary)) {
    await append(file, csvHead(columns) + csvLines(rows));
  }
  const columns = columnsByFile({ ...tables, ...dictionary });
  const ofNumbers = isOfNumbers(questionnaire);
  if (ofNumbers) await append('iMeta.csv', csvLines(numberMeta(site)));
  await append('data-dictionary.csv', dictionaryCsv(columns));
  await append('questionnaire.xlsx', await formDictionaryWorkbook(site));
  return [
    ...Object.keys(columns),
    ...(ofNumbers ? ['iMeta.csv'] : []),
    ...['data-dictionary.csv', 'questionnaire.xlsx'],
  ];
}
