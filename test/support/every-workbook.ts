import { problem } from '../../shared/domain/answers/problems.ts';
import { formInsightOf } from '../../shared/domain/insight/form-insight.ts';
import { insightOf } from '../../shared/domain/insight/insight.ts';
import { definitionLimits } from '../../shared/domain/questionnaire/definition/definition-limits.ts';
import { indicatorsOf, questionnaireKey } from '../../shared/domain/questionnaire/questionnaire.ts';
import type { Authority, Round } from '../../shared/domain/registry/registry.ts';
import type { Profile } from '../../shared/domain/standings/standings.ts';
import type { SheetSnapshot, SnapshotCell } from '../../shared/domain/submissions/sheet-snapshot.ts';
import { catalogue } from '../../shared/questionnaires/catalogue.ts';
import { pngOf } from '../../shared/rendering/pictures/png.ts';
import { messageLanguages } from '../../shared/rendering/words/languages.ts';
import { type FormToSend, writeFormWorkbook } from '../../shared/rendering/workbooks/form/form-workbook.ts';
import { writeFormResultsWorkbook } from '../../shared/rendering/workbooks/form-results-workbook.ts';
import { writeQuestionnaireWorkbook } from '../../shared/rendering/workbooks/questionnaire-workbook.ts';
import { writeRegistryReport } from '../../shared/rendering/workbooks/registry/registry-report-workbook.ts';
import { writeRegistryWorkbook } from '../../shared/rendering/workbooks/registry/registry-workbook.ts';
import { writeResultsWorkbook } from '../../shared/rendering/workbooks/results-workbook.ts';
import type { AuthorityToReview } from '../../shared/rendering/workbooks/review/authority-to-review.ts';
import { writeReviewReport } from '../../shared/rendering/workbooks/review/review-report-workbook.ts';
import { writeReviewWorkbook } from '../../shared/rendering/workbooks/review/review-workbook.ts';
import { writeSnapshotWorkbook } from '../../shared/spreadsheet/writing/snapshot/snapshot-workbook.ts';
import { espooReport, page, partial, toEspoo, unclear } from '../rendering/workbooks/writers/espoo.ts';
import { profile, reportOf, seven, standingsOf, theSeven } from './compared.ts';
import { defined } from './defined.ts';
import { reportOfAnswers } from './form-reports.ts';
import { greenCity } from './green-city.ts';
import { northwoodAmongOthers } from './published-forms.ts';
import { filesOf, publishedSeven } from './published-site.ts';
import { resultsWorkbook } from './results-workbook.ts';
import { userCentricity2023 as questionnaire } from './user-centricity.ts';

/** A workbook of ours of one kind, and how to write it. */
export interface Written {
  /** `results-full-fi`: its kind, what it is full of, its language. */
  readonly name: string;
  write(): Promise<Uint8Array>;
}

const ids = indicatorsOf(questionnaire).map(({ id }) => id);
const at = '2022-12-01T00:00:00.000Z';

/** Names and texts of people at their worst: codes, controls, halves of characters, and very long. */
export const hostileTexts = [
  '=HYPERLINK("https://evil.example","x")',
  `<b>&"'_x0041_\u0000\ufffe\ud800]]>\tend`,
  '\u202eevil\u202c عربى 日本 😀',
  'x'.repeat(40_000),
] as const;

const problemsOf = (text: string) => [
  partial,
  problem('answer-unclear', { indicator: '1.1.1', read: text, sheet: text, cell: 'D9' }),
  problem('evidence-weak', { indicator: '1.1.2', read: text }),
  problem('evidence-missing', { indicator: '1.1.3' }),
  problem('background-unclear', { indicator: 'budget', read: text }),
  problem('question-unknown', { sheet: text, cell: 'Z1', read: text }),
];

const history = ['2021', '2022'].map((round, index) => ({
  ...{ round, authority: 'espoo', submission: round, order: `${round}#1`, answerCode: seven('Espoo').answerCode },
  ...{ method: index === 0 ? ('exact' as const) : ('ucdashboard-2022' as const), evidenceCode: '', verifiedCode: '' },
  ...{
    questionnaire: questionnaireKey(questionnaire),
    percent: 57 + index,
    receivedAt: `${round}-11-18T09:12:30.000Z`,
  },
}));

/** Results of Espoo beside the seven, with problems of every place. */
export const fullReport = (language: string) => ({
  ...espooReport({ answers: { '1.2.1': unclear('planned for 2024', 'H77') }, problems: problemsOf('planned') }),
  ...{ language, published: standingsOf(theSeven), publishesEvidence: true, history, country: 'FI' },
});

function hostileReport(text: string) {
  const others = theSeven.map((one) => ({ ...one, name: `${one.name} ${text}` }));
  const answers = new Map(ids.map((id) => [id, { value: 'unclear', raw: text, evidence: text, cell: null } as const]));
  return {
    ...reportOf(profile(text, 'N'.repeat(ids.length), { country: text, population: 300_000 }), {
      ...{ published: standingsOf(others), publishesEvidence: true, fileName: text },
    }),
    ...{ authority: { id: 'own', name: text }, round: text, answers, problems: problemsOf(text) },
    background: new Map([['budget', { value: null, raw: text, unit: null, year: null, cell: null }]]),
  };
}

const rounds = (count: number): Round[] =>
  Array.from({ length: count }, (_, index) => ({
    ...{ id: String(2022 + index), questionnaire: questionnaireKey(questionnaire), shards: 4 },
    ...{ opensAt: '2022-09-01T00:00:00.000Z', closesAt: '2022-10-31T23:59:59.999Z', languages: ['en', 'fi'] },
  }));
const city = (name: string): Authority => ({
  ...{ id: 'espoo', name, country: 'FI', population: 305_200 },
  contacts: [{ address: 'officer@espoo.example', name, language: 'fi' }],
});
/** As many as a long-lived office has: their list is longer than one drop-down can hold in its formula. */
const questionnaires = Array.from({ length: 20 }, (_, index) => `user-centricity@${2023 + index}`);
const registry = (authorities: readonly Authority[], editions: readonly Round[]) =>
  writeRegistryWorkbook({ authorities, rounds: editions, languages: messageLanguages(), questionnaires });

const toReview = (name: string): AuthorityToReview => ({
  ...{ round: '2022', authority: 'espoo', authorityName: name, submission: 'a'.repeat(36), questionnaire },
  ...{ claimed: page.answers, verified: {}, problems: [partial] },
});
const decision = (text: string) => ({
  ...{ round: '2022', authority: 'espoo', authorityName: text, indicator: '1.1.1', reason: text },
  ...({ claimed: 'yes', before: 'yes', after: 'no' } as const),
});
const change = (text: string) => ({
  ...({ kind: 'authority', what: 'changed', id: 'espoo', address: null } as const),
  fields: [{ field: 'name', before: text, after: 'Espoo' }],
});

const cellOf = (row: number, text: string, more: Partial<SnapshotCell> = {}): SnapshotCell => ({
  ...{ row, column: 1, value: { kind: 'text', runs: [{ text, struck: false }] }, formula: false, note: '', link: '' },
  ...more,
});
/** An online sheet as Google lets people make it: what Excel has no place for stands in it. */
export const snapshotOf = (text: string): SheetSnapshot => ({
  title: text,
  revision: '1',
  tabs: [
    ['Hidden first', true],
    ['A/B [2022]: "what?" *', false],
    [`${'Kysely kunnille '.repeat(5)}1`, false],
    [`${'Kysely kunnille '.repeat(5)}2`, false],
    ["'History'", false],
    ['', false],
  ].map(([name, hidden]) => ({
    ...{ name: name as string, hidden: hidden as boolean, merges: [], hiddenRows: [], hiddenColumns: [] },
    cells: [
      cellOf(1, text, { note: text || 'a note' }),
      cellOf(2, `${text} `, { formula: true }),
      cellOf(3, 'a link', { link: 'https://example.org/a b?c=<d>&e="f"' }),
      cellOf(4, 'a long link', { link: `https://example.org/${'x'.repeat(3000)}` }),
      cellOf(5, '"'.repeat(9000), { formula: true, note: 'again' }),
    ],
  })),
});

/** Every kind of workbook that is written, empty and full and with texts of people at their worst, in each language. */
export function everyWorkbook(): Written[] {
  return [...messageLanguages().flatMap(inLanguage), ...forTheOffice(), ...hostileTexts.flatMap(hostile)];
}

function inLanguage(language: string): Written[] {
  const empty = { questionnaire, language, authority: null, round: null };
  const about = { contact: 'Office, office@example.org', office: 'office@example.org', deadline: '2022-10-31' };
  const filled = { ...toEspoo, ...about, language, answers: page.answers, background: page.background };
  return [
    { name: `template-empty-${language}`, write: () => writeQuestionnaireWorkbook(empty) },
    { name: `template-full-${language}`, write: () => writeQuestionnaireWorkbook(filled) },
    { name: `form-${language}`, write: () => writeFormWorkbook(formIn(language)) },
    { name: `results-empty-${language}`, write: () => resultsWorkbook({ ...nothing(), language }) },
    { name: `results-alone-${language}`, write: () => resultsWorkbook({ ...espooReport(), language }) },
    { name: `results-full-${language}`, write: () => resultsWorkbook(fullReport(language)) },
    { name: `form-results-${language}`, write: () => formResultsIn(language) },
    { name: `data-${language}`, write: () => dataOf(publishedSeven, language) },
  ];
}

/** The words in a language, the questionnaire in one of its own. */
const formIn = (language: string): FormToSend => ({
  ...{ definition: greenCity, language: language === 'fi' ? 'fi' : 'en', wordsIn: language, showsPoints: true },
  ...{ authority: { id: 'espoo', name: 'Espoo' }, round: '2026', office: 'office@example.org', deadline: '2026-10-31' },
});

/** Beside others and after another year: with every sheet that it can have. */
async function formResultsIn(language: string): Promise<Uint8Array> {
  const report = { ...(await northwoodAmongOthers()), language };
  return writeFormResultsWorkbook(report, formInsightOf(report));
}

const nothing = () => reportOf(profile('Nowhere', '-'.repeat(ids.length)));

async function dataOf(profiles: Parameters<typeof filesOf>[0], language: string): Promise<Uint8Array> {
  const file = (await filesOf(profiles, { language } as never)).get('data/standings.xlsx');
  if (!(file instanceof Uint8Array)) throw new Error('There is no standings.xlsx');
  return file;
}

const allNa = () => reportOf(profile('Espoo', 'A'.repeat(ids.length)));
/** As many as a large round has, the seven over and over. */
const many = Array.from({ length: 150 }, (_, index) => ({
  ...(theSeven[index % theSeven.length] as Profile),
  ...{ name: `City ${index}`, authority: `city-${index}`, submission: `of ${index}` },
}));

function forTheOffice(): Written[] {
  const full = fullReport('en');
  const changes = { changes: [change('Esbo')], problems: problemsOf('x'), kept: [] };
  return [
    {
      name: 'results-picture',
      write: () => writeResultsWorkbook(full, insightOf(full, catalogue), { rasterise: pngOf }),
    },
    { name: 'results-na', write: () => resultsWorkbook({ ...allNa(), published: standingsOf(theSeven) }) },
    { name: 'results-of-150', write: () => resultsWorkbook({ ...fullReport('fr'), published: standingsOf(many) }) },
    { name: 'registry-empty', write: () => registry([], []) },
    { name: 'registry-full', write: () => registry([city('Espoo')], rounds(3)) },
    { name: 'registry-report', write: () => writeRegistryReport(changes, at) },
    { name: 'review-empty', write: () => writeReviewWorkbook('2022', []) },
    { name: 'review-full', write: () => writeReviewWorkbook('2022', [toReview('Espoo')]) },
    { name: 'review-report', write: () => writeReviewReport({ decisions: [decision('x')], problems: [partial] }, at) },
    { name: 'snapshot', write: async () => writeSnapshotWorkbook(snapshotOf('Answer')) },
  ];
}

/** Results of {@link hostileForm}. */
function hostileFormResults(text: string): Promise<Uint8Array> {
  const { definition } = hostileForm(text);
  const said = new Map([['Q1', { choices: ['a'] }]]);
  const report = { ...reportOfAnswers(definition, said), authority: { id: 'espoo', name: text }, fileName: text };
  return writeFormResultsWorkbook(report, formInsightOf(report));
}

/** A definition whose every text is a text at its worst. */
function hostileForm(whole: string): FormToSend {
  const text = whole.slice(0, definitionLimits.text - 1);
  const own = (name: string) => ({ name, label: { en: `${text}${name}` }, points: '1' });
  const definition = defined(
    [
      { type: 'group', name: 'A', label: { en: text }, number: text },
      { type: 'select_one', name: 'Q1', parent: 'A', list: 'own', label: { en: text }, hint: { en: text } },
      { type: 'select_multiple', name: 'Q2', parent: 'A', list: 'own', label: { en: text } },
      { type: 'text', name: 'Q3', parent: 'A', label: { en: text }, relevant: "${Q1} = 'a' or selected(${Q2}, 'b')" },
      { type: 'note', name: 'N', parent: 'A', label: { en: text } },
    ],
    { title: { en: text }, lists: [{ name: 'own', choices: [own('a'), own('b')] }] },
  );
  const answers = new Map([['Q3', { given: { text }, evidence: text }]]);
  return { definition, language: 'en', authority: { id: 'espoo', name: text }, round: text, office: text, answers };
}

function hostile(text: string, index: number): Written[] {
  const authority = { id: 'espoo', name: text };
  const named = {
    ...toEspoo,
    authority,
    contact: text,
    office: text,
    round: text,
    answers: hostileReport(text).answers,
  };
  const changes = { changes: [change(text)], problems: problemsOf(text), kept: [] };
  const one = { ...toReview(text), claimed: hostileReport(text).answers };
  const others = publishedSeven.map((profile) => ({ ...profile, name: `${profile.name} ${text}` }));
  return [
    { name: `template-hostile${index}`, write: () => writeQuestionnaireWorkbook(named) },
    { name: `form-hostile${index}`, write: () => writeFormWorkbook(hostileForm(text)) },
    { name: `form-results-hostile${index}`, write: () => hostileFormResults(text) },
    { name: `results-hostile${index}`, write: () => resultsWorkbook(hostileReport(text)) },
    { name: `registry-hostile${index}`, write: () => registry([city(text)], rounds(1)) },
    { name: `registry-report-hostile${index}`, write: () => writeRegistryReport(changes, at) },
    { name: `review-hostile${index}`, write: () => writeReviewWorkbook('2022', [one]) },
    {
      name: `review-report-hostile${index}`,
      write: () => writeReviewReport({ decisions: [decision(text)], problems: problemsOf(text) }, at),
    },
    { name: `data-hostile${index}`, write: () => dataOf(others, 'en') },
    { name: `snapshot-hostile${index}`, write: async () => writeSnapshotWorkbook(snapshotOf(text)) },
  ];
}
