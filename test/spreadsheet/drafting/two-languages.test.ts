import { readFileSync } from 'node:fs';
import ExcelJS from 'exceljs';
import { beforeAll, describe, expect, test } from 'vitest';
import { assessByDefinition } from '../../../functions/ingest-submission/assess-by-definition.ts';
import type { Definition } from '../../../shared/domain/questionnaire/definition/definition.ts';
import { scoreAnswers } from '../../../shared/domain/scoring/engine/score-answers.ts';
import { writeDraftWorkbook } from '../../../shared/rendering/workbooks/draft/draft-workbook.ts';
import { readAuthoring } from '../../../shared/spreadsheet/authoring/read-authoring.ts';
import type { Draft } from '../../../shared/spreadsheet/drafting/draft.ts';
import { answersByAuthority, authored, rowsOfCsv } from '../../support/authored.ts';
import { type AuthoringSheets, authoringWorkbook } from '../../support/authoring-workbook.ts';
import { draftOf, linesOf } from '../../support/office-workbook.ts';
import { publicLibraries } from '../../support/public-libraries.ts';
import type { RawCell } from '../../support/raw-workbook.ts';

/** The plain Excel of the example with every type, in two languages, and the authoring workbook that was written by hand. */
describe('the plain workbook of the public libraries', () => {
  let draft: Draft;
  beforeAll(async () => {
    draft = await draftOf(readFileSync('examples/public-libraries.xlsx'), 'public-libraries');
  });

  test('is drafted with its questions, sections and lists, in both languages', () => {
    const { questions, groups, listed, notes } = draft.found;
    expect({ questions, groups, listed, notes }).toEqual({ questions: 14, groups: 6, listed: 7, notes: 1 });
    expect(draft.languages).toEqual(['en', 'fi']);
    expect(draft.settings.title).toEqual({ en: 'Public libraries 2026', fi: 'Yleiset kirjastot 2026' });
    expect(linesOf(draft)).toEqual([
      'note: Answer for all branches.',
      '[Your_authority] Your authority',
      '  Q1 integer – Inhabitants | Asukkaita',
      '  Q2 decimal – Budget of the libraries | Kirjastojen budjetti',
      '  Q3 text – Unit that answers | Vastaava yksikkö',
      '[Access] Access',
      '  [Opening_hours] Opening hours',
      '    1a select_one of 1: Yes|Kyllä=1, No|Ei=0 – Is a branch open in the evening? | Onko toimipiste auki iltaisin?',
      '    1b decimal – If yes, hours a week | Jos on, tuntia viikossa',
      '    1c select_one: None|Ei, One or more|Yksi tai useampi – Was a branch closed? | Suljettiinko toimipiste?',
      '  [Reach] Reach',
      '    2 select_one: All|Kaikki, Most|Useimmat, None|Ei mikään – Can branches be entered without steps? | Ovatko toimipisteet esteettömiä?',
      '    3 integer – Visits a year for each inhabitant | Käyntejä vuodessa asukasta kohti',
      '    4 select_one of 1: Yes|Kyllä=1, No|Ei=0 – Does a library boat call? | Käykö kirjastovene?',
      '[Services] Services',
      '  5 select_multiple: Books at home|Kirjoja kotiin, Events|Tapahtumia, Tools|Työkaluja, None of these|Ei mitään näistä – What is offered? | Mitä tarjotaan?',
      '  6 text – Describe the most popular one. | Kuvaile suosituinta.',
      '  7 select_one: Yes|Kyllä, No|Ei, There is no shop|Kauppaa ei ole – Can books be returned in shops? | Voiko kirjan palauttaa kauppaan?',
      '[Quality] Quality',
      '  8 decimal – Days to wait for a new book | Odotuspäiviä uuteen kirjaan',
      '  9 select_one: All|Kaikki, Most|Useimmat, None|Ei mikään – Do staff train every year? | Kouluttautuuko henkilöstö vuosittain?',
    ]);
    const labels = draft.rows.flatMap((row) => (row.kind === 'begin_group' ? [row.label['fi']] : []));
    expect(labels).toEqual(['Kunta', 'Saavutettavuus', 'Aukioloajat', 'Tavoittavuus', 'Palvelut', 'Laatu']);
    expect(draft.setAside).toEqual([]);
  });

  test('can be used when its decisions are taken, and asks what cannot be known', async () => {
    const read = await readAuthoring(await writeDraftWorkbook(draft, { decided: true }));
    if ('code' in read) throw new Error(read.code);
    expect(read.faults.filter(({ severity }) => severity === 'fault')).toEqual([]);
    const asked = draft.decisions.filter(({ sheet }) => sheet !== 'settings').map(({ code }) => code);
    expect(asked).toEqual([
      ...['background', 'together', 'answers-below', 'taken-as-text', 'evidence', 'points-of-none', 'unscored'],
      'follow-up',
    ]);
  });

  test('scores as the authoring workbook does, once its office has decided as there', async () => {
    const byHand = await authored('examples/public-libraries.authoring.xlsx');
    const { definition, called } = await decidedAsByHand(draft);
    const rows = rowsOfCsv('examples/public-libraries.answers.csv');
    const kinds = new Map(rows.map(({ authority = '', kind = '' }) => [authority, kind]));
    const given = answersByAuthority(byHand, rows);
    expect(given.size).toBeGreaterThanOrEqual(4);
    for (const [authority, answers] of given) {
      const facts = { kind: kinds.get(authority) || null };
      const renamed = new Map([...answers].map(([name, answer]) => [called(name), answer]));
      const [own, other] = [scoreAnswers(definition, renamed, facts), scoreAnswers(byHand, answers, facts)];
      const shown = new Map([...other.nodes].map(([name, score]) => [called(name), score]));
      expect({ authority, nodes: plain(own.nodes) }).toEqual({ authority, nodes: plain(shown) });
    }
    const northwood = readFileSync('examples/public-libraries.northwood.xlsx');
    const [own, other] = [await assessByDefinition(northwood, definition), await assessByDefinition(northwood, byHand)];
    expect(other.scored?.nodes.size).toBeGreaterThan(10);
    expect(plain(own.scored?.nodes)).toEqual(
      plain(new Map([...(other.scored?.nodes ?? [])].map(([name, score]) => [called(name), score]))),
    );
  });
});

/** Points, most and score of each node, as text. */
function plain(nodes: ReadonlyMap<string, object | null> | undefined): Record<string, string> {
  const asText = (_: string, value: unknown): unknown => (typeof value === 'bigint' ? String(value) : value);
  return Object.fromEntries([...(nodes ?? [])].map(([name, score]) => [name, JSON.stringify(score, asText)]).sort());
}

/** The draft with the cells filled in that its office knows: as the authoring workbook by hand has them. */
async function decidedAsByHand(draft: Draft): Promise<{ definition: Definition; called: (name: string) => string }> {
  const written = await sheetsOf(await writeDraftWorkbook(draft, { decided: true }));
  const [survey, choices] = [tableOf(written['survey']), tableOf(written['choices'])];
  const byHand = tableOf(publicLibraries['survey']).filter((row) => row['label::English (en)'] !== null);
  const choicesByHand = tableOf(publicLibraries['choices']);
  const labelled = new Map(survey.map((row) => [row['label::en'], row]));
  const names = new Map(
    byHand.flatMap((row) => [
      [String(row['name']), String(labelled.get(row['label::English (en)'])?.['name'])] as const,
    ]),
  );
  const called = (name: string): string => names.get(name) ?? name;
  const inTerms = (text: unknown): RawCell =>
    typeof text === 'string'
      ? text.replace(/\$\{(\w+)\}/g, (_, name) => `\${${called(name)}}`)
      : ((text ?? null) as RawCell);
  const listOf = (type: unknown): string => String(type).split(' ')[1] ?? '';
  for (const row of byHand) {
    const own = labelled.get(row['label::English (en)']);
    if (own === undefined) continue;
    for (const column of ['relevant', 'required', 'evidence', 'constraint', 'most_points', 'unit'])
      own[column] = inTerms(row[column]);
    own['hint::fi'] = row['hint::Suomi (fi)'] ?? null;
    for (const choice of choices.filter((one) => one['list_name'] === listOf(own['type']))) {
      const label = [choice['label::en'], choice['label::fi']].join();
      const same = choicesByHand.find(
        (one) =>
          one['list_name'] === listOf(row['type']) &&
          [one['label::English (en)'], one['label::Suomi (fi)']].join() === label,
      );
      if (same === undefined) throw new Error(`${label} is none of the choices by hand`);
      for (const column of ['name', 'points', 'means', 'missing', 'exclusive']) choice[column] = same[column] ?? null;
      choice['aliases::en'] = same['aliases::English (en)'] ?? null;
    }
  }
  const sheets: AuthoringSheets = {
    ...publicLibraries,
    settings: (publicLibraries['settings'] ?? []).map((row) => row.slice(0, -1)),
    survey: rowsOf(survey),
    choices: rowsOf(choices),
    scoring: (publicLibraries['scoring'] ?? []).map(([node, ...others]) => [called(String(node)), ...others]),
  };
  const { mapping: _, ...used } = sheets;
  const read = await readAuthoring(authoringWorkbook(used));
  if ('code' in read || read.definition === null)
    throw new Error('code' in read ? read.code : JSON.stringify(read.faults, null, 1));
  return { definition: read.definition, called };
}

type TableRow = Record<string, RawCell>;

const tableOf = ([heads = [], ...rows]: readonly (readonly RawCell[])[] = []): TableRow[] =>
  rows.map((row) => Object.fromEntries(heads.map((head, at) => [String(head), row[at] ?? null])));

function rowsOf(table: readonly TableRow[]): RawCell[][] {
  const heads = [...new Set(table.flatMap((row) => Object.keys(row)))];
  return [heads, ...table.map((row) => heads.map((head) => row[head] ?? null))];
}

async function sheetsOf(bytes: Uint8Array): Promise<Record<string, RawCell[][]>> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(Buffer.from(bytes) as never);
  return Object.fromEntries(
    workbook.worksheets.map((sheet) => [
      sheet.name,
      sheet
        .getSheetValues()
        .slice(1)
        .map((row) => [...((row ?? []) as RawCell[])].slice(1).map((cell) => cell ?? null)),
    ]),
  );
}
