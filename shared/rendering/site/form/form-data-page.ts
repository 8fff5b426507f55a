import { html } from 'hono/html';
import { questionsOf } from '../../../domain/questionnaire/definition/definition-tree.ts';
import { fill } from '../../words/messages.ts';
import { csvHead, csvLines, type DataColumn, dictionaryColumns, dictionaryCsv } from '../data-table.ts';
import type { SiteFile } from '../round-site.ts';
import { sitePage, titleOf } from '../site-layout.ts';
import { formDictionary, formDictionaryWorkbook } from './form-dictionary.ts';
import { type ExportedForm, exportedForm, type FormTable, formTables, standingsTable } from './form-export-tables.ts';
import type { FormRow, FormSite } from './form-site.ts';

/** A workbook of more rows, and a file of more answers, takes more memory than a function has. */
const maxRows = { workbook: 5_000, answers: 200_000 } as const;

/** Evidence is on the pages, where its authority is named beside it. */
const withoutEvidence = (site: FormSite): FormSite => ({ ...site, showsEvidence: false });

/** The tables that are told of so many authorities, by file name. */
function tablesOf(authorities: number, site: FormSite): [string, FormTable][] {
  const hasAnswers = authorities * questionsOf(site.questionnaire).length <= maxRows.answers;
  return Object.entries(formTables(withoutEvidence(site))).filter(([file]) => file === 'standings.csv' || hasAnswers);
}

/** Writes those tables as texts, authority by authority in order of rank: each of them is scored once for all pages. */
export function openDataTexts(authorities: number, site: FormSite) {
  const tables = tablesOf(authorities, site);
  const parts = new Map(tables.map(([file, { columns }]) => [file, [csvHead(columns)]]));
  return {
    add(one: Omit<ExportedForm, 'written'>): void {
      for (const [file, table] of tables) parts.get(file)?.push(csvLines(table.rows({ ...one, written: null })));
    },
    all: (): DataTexts => new Map([...parts].map(([file, texts]) => [file, texts.join('')])),
  };
}

/** By file name. */
export type DataTexts = ReadonlyMap<string, string>;

/** The page that tells what the data are, and the data: what each authority scored and answered, and the questionnaire. */
export async function* formDataFiles(
  rows: readonly FormRow[],
  texts: DataTexts,
  site: FormSite,
): AsyncGenerator<SiteFile> {
  const { messages, language, standings } = site;
  const tables = tablesOf(rows.length, site);
  const hasWorkbook = rows.length <= maxRows.workbook;
  const dictionary = formDictionary(site);
  const columns = Object.fromEntries(
    [...tables, ...Object.entries(dictionary)].map(([file, table]): [string, readonly DataColumn[]] => [
      file,
      table.columns,
    ]),
  );
  yield dataPage({ files: Object.keys(columns), columns, hasWorkbook }, site);
  for (const [file, text] of texts) yield { path: `data/${file}`, content: text };
  for (const [file, { columns: own, rows: lines }] of Object.entries(dictionary)) {
    yield { path: `data/${file}`, content: csvHead(own) + csvLines(lines) };
  }
  yield { path: 'data/data-dictionary.csv', content: dictionaryCsv(columns) };
  yield { path: 'data/standings.json', content: standingsJson(rows, site) };
  yield { path: 'data/questionnaire.xlsx', content: await formDictionaryWorkbook(site) };
  if (!hasWorkbook) return;
  const table = standingsTable(withoutEvidence(site));
  const meanings = table.columns.map(({ name, type, unit, meaning }) => ['standings', name, type, unit, meaning]);
  const title = fill(messages.dashboard.round, { round: standings.round });
  const { writeDataWorkbook } = await import('../../workbooks/data-workbook.ts');
  const workbook = await writeDataWorkbook(title, language, [
    {
      name: 'standings',
      columns: table.columns,
      rows: rows.flatMap((row) => table.rows(exportedForm(row, null, site))),
    },
    {
      name: 'dictionary',
      columns: dictionaryColumns.map((name) => ({ name, type: 'text' as const })),
      rows: meanings,
    },
  ]);
  yield { path: 'data/standings.xlsx', content: workbook };
}

/** The standings as they were computed, and each authority with its answers as the standings have them. */
function standingsJson(rows: readonly FormRow[], { standings, questionnaire, finality = null }: FormSite): string {
  const { round, run, cutOff } = standings;
  const about = {
    ...{ round, run, cutOff, questionnaire: standings.questionnaire, shown: questionnaire.shown, finality },
    ...{ questions: questionsOf(questionnaire).map(({ name }) => name), authorities: standings.all.authorities },
  };
  const lines = rows.map(({ rank, profile }) => {
    const { authority, name, country, kind = null, population, percent, answerCode, verifiedCode } = profile;
    return JSON.stringify({
      ...{ rank, authority, name, country, kind, population, shown: percent, answerCode, verifiedCode },
    });
  });
  return `${JSON.stringify(about).slice(0, -1)},"ranking":[${lines.map((line) => `\n${line}`).join(',')}]}\n`;
}

interface PageOfData {
  readonly files: readonly string[];
  readonly columns: Readonly<Record<string, readonly DataColumn[]>>;
  readonly hasWorkbook: boolean;
}

function dataPage({ files, columns, hasWorkbook }: PageOfData, site: FormSite): SiteFile {
  const { messages, questionnaire, standings } = site;
  const words = messages.dashboard.data;
  const own = messages.formSite.data;
  const { meaning, computed } = messages.formResults;
  const listed = [
    ...files.map((file): [string, string] => [file, formatOf(file, site)]),
    ['data-dictionary.csv', words.dictionaryFile],
    ...(hasWorkbook ? [['standings.xlsx', words.xlsx]] : []),
    ['questionnaire.xlsx', own.questionnaire],
    ['standings.json', words.json],
  ] as const;
  const rows = Object.entries(columns).flatMap(([file, list]) =>
    list.map(
      ({ name, type, unit, meaning: says }) =>
        html`<tr><th scope="row"><code>${name}</code></th><td class="left">${file}</td><td class="left">${type}</td><td class="left">${unit}</td><td class="left">${says}</td></tr>\n`,
    ),
  );
  const body = html`<p class="lead">${own.intro}</p>
<div class="scroll" tabindex="0" role="group" aria-label="${words.heading}"><table><thead><tr><th scope="col">${words.file}</th><th scope="col" class="left">${words.format}</th></tr></thead><tbody>
${listed.map(([name, format]) => html`<tr><th scope="row"><a href="data/${name}" download="${fileName(name ?? '', site)}">${name}</a></th><td class="left">${format}</td></tr>\n`)}</tbody></table></div>
<p class="quiet">${words.escaped}</p>
<section aria-labelledby="method"><h2 id="method">${words.method}</h2><p>${meaning[questionnaire.index.aggregate]} ${computed}</p><p class="quiet">${fill(words.run, { run: standings.run })}</p></section>
<section aria-labelledby="dictionary"><h2 id="dictionary">${words.dictionary}</h2>
<div class="scroll" tabindex="0" role="group" aria-label="${words.dictionary}"><table><caption>${words.dictionaryCaption}</caption><thead><tr><th scope="col">${words.column}</th><th scope="col" class="left">${words.file}</th><th scope="col" class="left">${words.type}</th><th scope="col" class="left">${words.unit}</th><th scope="col" class="left">${words.meaning}</th></tr></thead><tbody>
${rows}</tbody></table></div></section>`;
  return sitePage({ path: 'data.html', title: words.heading, section: 'data', body }, site);
}

/** What a file has, where its name does not say it. */
function formatOf(file: string, { messages }: FormSite): string {
  const { standings, answers, scores, ranks, questions, choices, groups } = messages.formSite.data;
  const known: Readonly<Record<string, string>> = {
    ...{ 'standings.csv': standings, 'answers.csv': answers, 'scores.csv': scores, 'ranks.csv': ranks },
    ...{ 'questions.csv': questions, 'choices.csv': choices, 'groups.csv': groups },
  };
  return known[file] ?? messages.dashboard.data.csv;
}

/** As it is kept by who downloads it: told apart from those of other rounds. */
const fileName = (name: string, site: FormSite): string =>
  `${titleOf(site)} ${site.standings.round} ${name}`.replace(/[^\w.-]+/g, '-').toLowerCase();
