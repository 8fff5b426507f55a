import { describe, expect, test } from 'vitest';
import { mustAt } from '../../../shared/domain/must.ts';
import { indicatorsOf, wordingsOf } from '../../../shared/domain/questionnaire/questionnaire.ts';
import { questionIndex } from '../../../shared/spreadsheet/reading/question-index.ts';
import { evidenceOf, headings, indicators } from '../../support/filled-rows.ts';
import { type RawCell, rawWorkbook } from '../../support/raw-workbook.ts';
import { assessFile, readingCatalogueOf2023 } from '../../support/user-centricity.ts';

const questionnaire = mustAt(readingCatalogueOf2023.all, 0);
const questions = indicatorsOf(questionnaire).map((one) => ({
  id: one.id,
  texts: wordingsOf(one, questionnaire),
}));
const index = questionIndex(questions);
const wordingOf = (wanted: string): string => indicators.find(({ id }) => id === wanted)?.question ?? '';

/** The question a text is taken for; null where it is asked about or is none. */
function foundFor(text: string): string | null {
  const match = index.match(text);
  return match === null || match.kind === 'doubtful' ? null : match.id;
}

test.each([
  ['1.1.3', 'to its employees', 'to its councillors'],
  ['1.2.1', 'less than', 'more than'],
  ['1.2.1', 'three', 'five'],
  ['1.2.3', 'have formal', 'have no formal'],
  ['1.3.3', 'last two years', 'last ten years'],
  ['2.1.1', 'before their launch', 'after their launch'],
  ['2.1.2', 'AFTER', 'BEFORE'],
  ['2.2.1', 'majority', 'minority'],
  ['2.2.2', '20%', '2%'],
  ['2.2.3', 'at least one', 'no'],
  ['2.4.1', 'able', 'unable'],
  ['2.6.3', 'open source', 'closed source'],
  ['3.3.2', 'above', 'below'],
  ['3.3.2', '80%', '8%'],
])('%s with "%s" as "%s" is another question', (id, from, to) => {
  const text = wordingOf(id).replace(from, to);
  expect(text).not.toBe(wordingOf(id));
  expect(foundFor(text)).toBeNull();
});

describe('the same question is found', () => {
  const all = questions.flatMap(({ id, texts }) => texts.map(({ text }) => ({ id, text })));

  test('without what stands in brackets', () => {
    for (const { id, text } of all) expect(foundFor(text.replace(/\s*\([^()]*\)/g, '')), text).toBe(id);
  });

  test('of you, your municipality or a city by its name', () => {
    for (const { id, question } of indicators) {
      const you = question
        .replace(/^Does the (local )?authority/, 'Do you')
        .replace(/^Has the (local )?authority/, 'Have you');
      expect(foundFor(you.replace(/the (local )?authority/g, 'you')), you).toBe(id);
      expect(foundFor(question.replace(/the (local )?authority/gi, 'the City of Espoo')), question).toBe(id);
      expect(foundFor(question.replace(/the (local )?authority/gi, 'your municipality')), question).toBe(id);
    }
  });

  test('by its first words, where no other begins so', () => {
    const beginnings = all.map(({ id, text }) => ({ id, begin: text.split(' ').slice(0, 10).join(' ') }));
    const wrong = beginnings.filter(({ id, begin }) => foundFor(begin) !== null && foundFor(begin) !== id);
    expect(wrong).toEqual([]);
    const english = indicators.map(({ id, question }) => ({ id, begin: question.split(' ').slice(0, 10).join(' ') }));
    expect(english.filter(({ id, begin }) => foundFor(begin) === id).length).toBeGreaterThan(36);
  });

  test('with any one letter wrong or lost, in nearly every place, and never taken for another', () => {
    let found = 0;
    let edits = 0;
    for (const { id, text } of all) {
      for (let at = 3; at < text.length; at += 17) {
        if (/[\d\s]/.test(text.charAt(at))) continue;
        for (const edited of [`${text.slice(0, at)}q${text.slice(at + 1)}`, text.slice(0, at) + text.slice(at + 1)]) {
          const one = foundFor(edited);
          edits += 1;
          found += one === id ? 1 : 0;
          expect([id, null], edited).toContain(one);
        }
      }
    }
    expect(found / edits).toBeGreaterThan(0.99);
  });
});

const workbook = (heads: readonly RawCell[], rows: readonly RawCell[][]): Buffer =>
  rawWorkbook([{ name: 'Form', rows: [heads, ...rows] }]);
const mistyped = (text: string): string => text.replace('local', 'locol').replace('authority', 'autority');

describe('ids', () => {
  test.each([
    ['the exact wordings', (text: string) => text, 'Question'],
    ['mistyped wordings', mistyped, 'Question'],
    ['mistyped wordings under an unknown heading', mistyped, 'Criterion'],
  ])('slipped by one row against %s are asked about once', async (_, worded, head) => {
    const rows = indicators.map(({ question }, at): RawCell[] => [
      indicators[(at + 1) % indicators.length]?.id ?? '',
      worded(question),
      at % 2 === 0 ? 'Yes' : 'No',
      evidenceOf(String(at)),
    ]);
    const { problems } = await assessFile(workbook(['Id', head, 'Answer', 'Evidence'], rows));
    const conflicting = problems.filter(({ code }) => code === 'question-conflicting');
    expect(conflicting).toHaveLength(1);
    expect(conflicting[0]?.cells).toHaveLength(41);
  });

  test('that stand twice, because each section is numbered anew, are told apart by the wording', async () => {
    const rows = indicators.map(({ question }, at): RawCell[] => [
      indicators[at % 10]?.id ?? '',
      question,
      at % 2 === 0 ? 'Yes' : 'No',
      evidenceOf(String(at)),
    ]);
    const { answers, problems } = await assessFile(workbook(headings, rows));
    expect([...answers.values()].map(({ value }) => value)).toEqual(
      indicators.map((__, at) => (at % 2 === 0 ? 'yes' : 'no')),
    );
    expect(problems.filter(({ code }) => code.startsWith('question'))).toEqual([]);
  });

  test('beside a wording that says something else are asked about, whatever heads it', async () => {
    const rows = indicators.map(({ id, question }): RawCell[] => [
      id,
      id === '2.2.2' ? question.replace('20%', '2%') : question,
      'Yes',
      evidenceOf(id),
    ]);
    for (const head of ['Question', 'Criterion']) {
      const { problems } = await assessFile(workbook(['Id', head, 'Answer', 'Evidence'], rows));
      expect(problems.find(({ code }) => code === 'questions-reworded')?.facts['list']).toBe('2.2.2');
    }
  });
});
