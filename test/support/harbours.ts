import type { Definition, WrittenDefinition } from '../../shared/domain/questionnaire/definition/definition.ts';
import { questionsOf } from '../../shared/domain/questionnaire/definition/definition-tree.ts';
import { loadDefinition } from '../../shared/domain/questionnaire/definition/load-definition.ts';
import type { RawCell } from './raw-workbook.ts';

type Choice = WrittenDefinition['lists'][number]['choices'][number];

const choice = (name: string, en: string, fi: string, more: Partial<Choice> = {}): Choice => ({
  name,
  label: { en, fi },
  ...more,
});

/** A benchmark of our own invention, with every type of question, in English and Finnish. */
const written: WrittenDefinition = {
  id: 'harbours',
  version: '2026',
  title: { en: 'Harbours of the coast', fi: 'Rannikon satamat' },
  languages: ['en', 'fi'],
  defaultLanguage: 'en',
  shown: { as: 'points', decimals: 1 },
  blankWhen: ['Select answer*', '(valitse)'],
  lists: [
    {
      name: 'yes_no',
      choices: [
        choice('yes', 'Yes', 'Kyllä', { points: '10', means: 'yes' }),
        choice('no', 'No', 'Ei', { points: '0', means: 'no' }),
      ],
    },
    {
      name: 'degree',
      choices: [
        choice('all', 'All quays', 'Kaikki laiturit', { points: '10' }),
        choice('most', 'Most quays', 'Useimmat laiturit', { points: '6' }),
        choice('some', 'Some quays', 'Jotkin laiturit', { points: '3', aliases: { en: ['A few', 'a handful'] } }),
        choice('none', 'No quay', 'Ei yksikään laituri', { points: '0' }),
      ],
    },
    {
      name: 'often',
      choices: [
        choice('weekly', 'Yes, every week', 'Kyllä, joka viikko', { points: '10' }),
        choice('monthly', 'Yes, every month', 'Kyllä, joka kuukausi', { points: '5' }),
        choice('never', 'No', 'Ei', { points: '0', means: 'no' }),
        choice('na', 'Not applicable', 'Ei sovellu', { means: 'na', missing: true }),
      ],
    },
    {
      name: 'services',
      choices: [
        choice('water', 'Water', 'Vesi', { points: '2' }),
        choice('power', 'Power', 'Sähkö', { points: '2' }),
        choice('fuel', 'Fuel', 'Polttoaine', { points: '1' }),
        choice('waste', 'Waste, all kinds', 'Jätteet, kaikki lajit', { points: '1' }),
        choice('nothing', 'None of these', 'Ei mitään näistä', { points: '0', exclusive: true }),
      ],
    },
    {
      name: 'stars',
      choices: [
        choice('one', '1', '1', { points: '1' }),
        choice('two', '2', '2', { points: '2' }),
        choice('more', '3 or more', '3 tai enemmän', { points: '3' }),
      ],
    },
  ],
  index: { aggregate: 'sum' },
  nodes: [
    { type: 'group', name: 'town', parent: 'index', label: { en: 'The town', fi: 'Kaupunki' }, countsInto: 'none' },
    {
      ...{ type: 'text', name: 'T1', number: '1', parent: 'town' },
      label: { en: 'Which office runs the harbour?', fi: 'Mikä virasto hoitaa satamaa?' },
    },
    {
      ...{ type: 'integer', name: 'T2', number: '2', parent: 'town', unit: 'inhabitants' },
      label: { en: 'Number of inhabitants', fi: 'Asukkaiden määrä' },
    },
    {
      ...{ type: 'decimal', name: 'T3', number: '3', parent: 'town', unit: 'money' },
      label: { en: 'Yearly budget of the harbour', fi: 'Sataman vuotuinen budjetti' },
    },
    { type: 'group', name: 'quays', parent: 'index', label: { en: 'Quays', fi: 'Laiturit' } },
    {
      ...{ type: 'select_one', name: 'Q1', number: '1', parent: 'quays', list: 'yes_no', mostPoints: '10' },
      evidence: { rule: 'required', choices: ['yes'] },
      label: { en: 'Are the quays inspected by divers?', fi: 'Tarkastavatko sukeltajat laiturit?' },
    },
    {
      ...{ type: 'select_one', name: 'Q2a', number: '2a', parent: 'quays', list: 'degree', relevant: "${Q1} = 'yes'" },
      label: { en: 'If yes, how many of the quays?', fi: 'Jos kyllä, kuinka monta laituria?' },
    },
    {
      ...{ type: 'select_one', name: 'Q2b', number: '2b', parent: 'quays', list: 'yes_no' },
      label: { en: 'Is this open to guests?', fi: 'Onko se avoin vieraille?' },
    },
    {
      ...{ type: 'select_multiple', name: 'Q3', number: '3', parent: 'quays', list: 'services', mostPoints: '4' },
      label: { en: 'Which services do the quays have?', fi: 'Mitä palveluja laitureilla on?' },
    },
    { type: 'group', name: 'boats', parent: 'index', label: { en: 'Boats', fi: 'Veneet' } },
    {
      ...{ type: 'select_one', name: 'B1', number: '1', parent: 'boats', list: 'often' },
      label: { en: 'Does a ferry call at the harbour?', fi: 'Käykö satamassa lautta?' },
    },
    {
      ...{ type: 'select_one', name: 'B2', number: '2', parent: 'boats', list: 'yes_no' },
      label: { en: 'Is this open to guests?', fi: 'Onko se avoin vieraille?' },
    },
    {
      ...{ type: 'decimal', name: 'B3', number: '3', parent: 'boats', unit: '%', constraint: '. >= 0 and . <= 100' },
      goalposts: { low: '0', high: '50', better: 'more' },
      label: { en: 'Share of electric boats', fi: 'Sähköveneiden osuus' },
    },
    {
      ...{ type: 'decimal', name: 'B4', number: '4', parent: 'boats', unit: 'kg/m²' },
      goalposts: { low: '0', high: '1', better: 'less' },
      label: { en: 'Load of the slipway', fi: 'Luiskan kuormitus' },
    },
    {
      ...{ type: 'select_one', name: 'B5', number: '5', parent: 'boats', list: 'stars' },
      label: { en: 'How many stars has the marina?', fi: 'Montako tähteä venesatamalla on?' },
    },
  ],
};

export const harbours: Definition = loadDefinition(written);

export interface GivenCell {
  readonly answer?: RawCell;
  readonly evidence?: RawCell;
}

/** Rows of a form: the printed number, the question, the answer, the evidence; sections as rows of their own. */
export function harbourRows(
  given: Readonly<Record<string, RawCell | GivenCell>>,
  language: 'en' | 'fi' = 'en',
): RawCell[][] {
  const headings: RawCell[] =
    language === 'en' ? ['No', 'Question', 'Answer', 'Evidence'] : ['Nro', 'Kysymys', 'Vastaus', 'Näyttö'];
  const rows: RawCell[][] = [headings];
  for (const node of harbours.nodes) {
    if (node.type === 'group') rows.push([null, node.label[language] ?? '', null, null]);
    if (!questionsOf(harbours).some(({ name }) => name === node.name)) continue;
    const cell = given[node.name] ?? null;
    const { answer = null, evidence = null } = isGiven(cell) ? cell : { answer: cell };
    rows.push([node.number ?? node.name, node.label[language] ?? '', answer, evidence]);
  }
  return rows;
}

const isGiven = (cell: RawCell | GivenCell): cell is GivenCell =>
  typeof cell === 'object' && cell !== null && !('xml' in cell);
