import { Buffer } from 'node:buffer';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Answer } from '../../../../shared/domain/answers/answer.ts';
import { catalogue } from '../../../../shared/questionnaires/catalogue.ts';
import { writeQuestionnaireWorkbook } from '../../../../shared/rendering/workbooks/questionnaire-workbook.ts';
import { openArchive } from '../../../../shared/spreadsheet/formats/archive.ts';
import { readWorkbook } from '../../../../shared/spreadsheet/reading/read-workbook.ts';
import { indicators, page, toEspoo } from './espoo.ts';
import { open, rowLabelled, sheetOf, textsOf } from './open.ts';

type Opened = Awaited<ReturnType<typeof open>>;
const filled = { ...toEspoo, answers: page.answers, background: page.background };

describe('the blank questionnaire', () => {
  let workbook: Opened;
  beforeAll(async () => {
    workbook = await open(await writeQuestionnaireWorkbook(toEspoo));
  });
  const questionnaire = () => sheetOf(workbook, 'Questionnaire');
  const questionRows = () => indicators.map(({ id }) => rowLabelled(questionnaire(), `Q${id}`));

  test('has its sheets in the order in which they are used, the identity hidden last', () => {
    expect(workbook.worksheets.map(({ name, state }) => [name, state])).toEqual([
      ['Cover', 'visible'],
      ['Questionnaire', 'visible'],
      ['Background', 'visible'],
      ['_scorebook', 'hidden'],
    ]);
  });

  test('asks all 41 questions by id and wording, the first in row 9', () => {
    expect(questionRows()).toHaveLength(41);
    expect(questionRows()[0]).toBe(9);
    expect(questionRows().map((row) => questionnaire().getCell(`C${row}`).value)).toEqual(
      indicators.map(({ text }) => text['en']),
    );
  });

  test('groups them under 3 pillars and 12 categories, with the header in row 6', () => {
    const header = ['B', 'C', 'D', 'E', 'F'].map((column) => questionnaire().getCell(`${column}6`).value);
    expect(header).toEqual(['Id', 'Question', 'Answer', 'Evidence', 'Reviewer’s remark']);
    expect(questionnaire().getCell('B7').value).toBe('1  Enablers');
    expect(questionnaire().getCell('B8').value).toBe('1.1  Skills');
    expect(questionnaire().getCell('B13').value).toBe('1.2  Strategies');
    expect(textsOf(questionnaire()).filter((text) => /^\d {2}/.test(text))).toHaveLength(3);
    expect(textsOf(questionnaire()).filter((text) => /^\d\.\d {2}/.test(text))).toHaveLength(12);
  });

  test('offers Yes, No and NA in each answer cell, and says what blank and NA mean', () => {
    for (const row of questionRows()) {
      // Text format: what is typed instead of chosen is not made a number or a date.
      expect(questionnaire().getCell(`D${row}`).numFmt).toBe('@');
      expect(questionnaire().getCell(`D${row}`).dataValidation).toMatchObject({
        type: 'list',
        formulae: ['"Yes,No,NA"'],
        showInputMessage: true,
        showErrorMessage: true,
        prompt: expect.stringContaining('Leave a question blank if'),
      });
    }
  });

  test('keeps every text of a drop-down within what Excel opens', () => {
    const { prompt, promptTitle, error, errorTitle } = questionnaire().getCell('D9').dataValidation;
    expect([prompt, error].every((text) => (text ?? '').length <= 255)).toBe(true);
    expect([promptTitle, errorTitle].every((text) => (text ?? '').length <= 32)).toBe(true);
  });

  test('can be typed into only where an answer, evidence or a figure goes, and who it is from and for which round', () => {
    const unlocked = workbook.worksheets.slice(0, 3).map((sheet) => {
      const cells: string[] = [];
      sheet.eachRow({ includeEmpty: true }, (row) => {
        row.eachCell({ includeEmpty: true }, (cell) => {
          if (cell.protection?.locked === false) cells.push(cell.address);
        });
      });
      expect(sheet.model).toMatchObject({ sheetProtection: { sheet: true, formatRows: true, formatColumns: true } });
      return cells;
    });
    expect(unlocked).toEqual([
      ['C6', 'C7'],
      questionRows().flatMap((row) => [`D${row}`, `E${row}`]),
      ['D7', 'D8', 'D9', 'D10', 'D11'],
    ]);
  });

  test('keeps the header in sight and prints it again on each A4 page, nothing cut at the side', () => {
    expect(questionnaire().views[0]).toMatchObject({ state: 'frozen', ySplit: 6 });
    expect(questionnaire().pageSetup).toMatchObject({ paperSize: 9, fitToPage: true, fitToWidth: 1, fitToHeight: 0 });
    expect(questionnaire().pageSetup.printTitlesRow).toBe('6:6');
    expect(questionnaire().headerFooter.oddFooter).toContain('Page &P of &N');
  });

  test('counts what is answered: 0 of 41 on the cover and above the questions', () => {
    const cover = sheetOf(workbook, 'Cover');
    for (const cell of [cover.getCell(`C${rowLabelled(cover, 'Progress')}`), questionnaire().getCell('B4')]) {
      expect(cell.result).toBe(0);
      expect(cell.numFmt).toBe('0" of 41 answered"');
      expect(cell.formula).toBe(
        ['Yes', 'No', 'NA'].map((word) => `COUNTIF(Questionnaire!$D$9:$D$62,"${word}")`).join('+'),
      );
    }
  });

  test('carries its identity hidden and, in words, on the cover', () => {
    const identity = sheetOf(workbook, '_scorebook');
    expect(
      [1, 2, 3, 4, 5].map((row) => [identity.getCell(`A${row}`).value, identity.getCell(`B${row}`).value]),
    ).toEqual([
      ['scorebook-identity', '1'],
      ['questionnaire', 'user-centricity@2023'],
      ['authority', 'espoo'],
      ['authorityName', 'Espoo'],
      ['round', '2022'],
    ]);
    expect(textsOf(sheetOf(workbook, 'Cover'))).toContain('user-centricity@2023 · espoo · 2022');
  });

  test('has a title for those who cannot see it', () => {
    expect(workbook.title).toBe('User-centricity of digital public services');
  });
});

test('the cover names who, when and where to, and says it from the same rule as the drop-down', async () => {
  const given = { contact: 'Anna Office', office: 'results@benchmark.example', deadline: '2022-11-30' };
  const workbook = await open(await writeQuestionnaireWorkbook({ ...toEspoo, ...given }));
  const cover = sheetOf(workbook, 'Cover');
  const fact = (label: string) => cover.getCell(`C${rowLabelled(cover, label)}`).value;
  expect(['Authority', 'Round', 'Deadline', 'Contact', 'Send it to'].map(fact)).toEqual([
    'Espoo',
    '2022',
    '30 November 2022',
    'Anna Office',
    'results@benchmark.example',
  ]);
  const { prompt } = sheetOf(workbook, 'Questionnaire').getCell('D9').dataValidation;
  expect(textsOf(cover)).toContain(prompt);
  expect(textsOf(cover).some((text) => text.endsWith('send it to results@benchmark.example.'))).toBe(true);
});

test('an authority that is not known yet writes its name on the cover', async () => {
  const workbook = await open(await writeQuestionnaireWorkbook({ ...toEspoo, authority: null, round: null }));
  const cover = sheetOf(workbook, 'Cover');
  const name = cover.getCell(`C${rowLabelled(cover, 'Authority')}`);
  expect([name.value, name.protection.locked]).toEqual([null, false]);
  expect(textsOf(cover)).toContain('user-centricity@2023 · - · -');
  expect(sheetOf(workbook, '_scorebook').getCell('B3').value).toBeNull();
});

test("Espoo's answers, every evidence whole, and its figures as written are read back", async () => {
  const read = await readWorkbook(await writeQuestionnaireWorkbook(filled), catalogue);
  if ('code' in read) throw new Error(read.code);
  expect([...read.answers].map(([id, { value, evidence }]) => [id, value, evidence])).toEqual(
    [...page.answers].map(([id, { value, evidence }]) => [id, value, evidence]),
  );
  expect(read.answers.get('1.1.1')?.cell).toBe('Questionnaire!D9');
  expect(new Map([...read.background].map(([id, { raw }]) => [id, raw]))).toEqual(page.background);
  expect(read.identity).toMatchObject({ authority: 'espoo', authorityName: 'Espoo', round: '2022' });
});

test('a filled questionnaire counts its answers, but not what is no answer', async () => {
  const answers = new Map([...page.answers, ['1.1.1', { value: 'unclear', raw: 'soon', evidence: '', cell: null }]] as [
    string,
    Answer,
  ][]);
  const sheet = sheetOf(await open(await writeQuestionnaireWorkbook({ ...filled, answers })), 'Questionnaire');
  expect(sheet.getCell('B4').result).toBe(40);
  expect(sheet.getCell('D9').value).toBe('soon');
});

test.each([
  ['a formula', '=1+1'],
  ['a plus', '+358 9 816 21'],
  ['a dash', '- first\n- second'],
  ['an at sign', '@SUM(A1)'],
  ['markup', '<b>bold</b> & "quoted"'],
  ['what looks like an escape', 'see _x0041_ there'],
  ['an emoji and an accent', 'tehty 👍 é'],
  ['the longest text of a cell', 'x'.repeat(32_767)],
])('evidence that begins with or holds %s stays that text', async (_, evidence) => {
  const answers = new Map([['1.1.1', { value: 'yes', raw: 'Yes', evidence, cell: null }]] as const);
  const bytes = await writeQuestionnaireWorkbook({ ...toEspoo, answers });
  const cell = sheetOf(await open(bytes), 'Questionnaire').getCell('E9');
  expect([cell.formula, cell.numFmt]).toEqual([undefined, '@']);
  const read = await readWorkbook(bytes, catalogue);
  expect('code' in read ? read.code : read.answers.get('1.1.1')?.evidence).toBe(evidence);
});

test('a text longer than a cell can hold is cut with a sign of it, so that Excel opens the file', async () => {
  const answers = new Map([['1.1.1', { value: 'yes', raw: 'Yes', evidence: 'y'.repeat(40_000), cell: null }]] as const);
  const sheet = sheetOf(await open(await writeQuestionnaireWorkbook({ ...toEspoo, answers })), 'Questionnaire');
  expect(sheet.getCell('E9').value).toBe(`${'y'.repeat(32_766)}…`);
});

test('rows are as high as their texts need', async () => {
  const sheet = sheetOf(await open(await writeQuestionnaireWorkbook(filled)), 'Questionnaire');
  const nineLines = rowLabelled(sheet, 'Q2.6.2');
  const oneLine = rowLabelled(sheet, 'Q1.2.1');
  expect(sheet.getRow(nineLines).height).toBeGreaterThan(9 * 12);
  expect(sheet.getRow(oneLine).height).toBeLessThan(3.5 * 12);
});

test('column widths count digits of a typeface that every office program has or matches', async () => {
  const archive = await openArchive(Buffer.from(await writeQuestionnaireWorkbook(toEspoo)));
  expect(archive.part('xl/styles.xml')?.toString()).toMatch(/<fonts[^>]*><font>[^/]*\/>[^/]*\/><name val="Arial"\/>/);
});

test('the same questionnaire gives the same bytes, whatever the clock says', async () => {
  const first = Buffer.from(await writeQuestionnaireWorkbook(filled));
  expect(Buffer.from(await writeQuestionnaireWorkbook(filled)).equals(first)).toBe(true);
  // Nothing of today is in it: the zip's entries and the properties have one fixed date.
  // A date that it does not have is none, and not 1980.
  const core = (await openArchive(first)).part('docProps/core.xml')?.toString() ?? '';
  expect(core).toContain('<dc:creator>Scorebook</dc:creator>');
  expect(core).not.toContain('dcterms:created');
  expect(first.readUInt32LE(10)).toBe(0x00210000);
});
