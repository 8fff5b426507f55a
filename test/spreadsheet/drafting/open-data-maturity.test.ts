import { readFileSync } from 'node:fs';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { beforeAll, describe, expect, test } from 'vitest';
import { assessByDefinition } from '../../../functions/ingest-submission/assess-by-definition.ts';
import type { Definition } from '../../../shared/domain/questionnaire/definition/definition.ts';
import { writeDraftWorkbook } from '../../../shared/rendering/workbooks/draft/draft-workbook.ts';
import { readAuthoring } from '../../../shared/spreadsheet/authoring/read-authoring.ts';
import type { Draft } from '../../../shared/spreadsheet/drafting/draft.ts';
import { authored, isSharedThere, rowsOfCsv, sharedData } from '../../support/authored.ts';
import { draftOf } from '../../support/office-workbook.ts';

const folder = `${sharedData}/odm-2023`;
if (!isSharedThere) console.log('../shared is not there: the draft of Open Data Maturity is not tried');

describe.skipIf(!isSharedThere)('the draft of Open Data Maturity’s own workbook', () => {
  let draft: Draft;
  let drafted: Definition;
  beforeAll(async () => {
    draft = await draftOf(readFileSync(`${folder}/questionnaire-template.xlsx`), 'Open Data Maturity 2023');
    const read = await readAuthoring(await writeDraftWorkbook(draft, { decided: true }));
    if ('code' in read || read.definition === null) throw new Error('The draft cannot be read');
    drafted = read.definition;
  });

  test('has all questions, sections, lists and points, and few decisions', () => {
    const { questions, scored, groups, listed, points } = draft.found;
    expect({ questions, scored, groups, listed, formulas: points.formulas }).toEqual({
      ...{ questions: 182, scored: 161, groups: 25, listed: 174, formulas: 161 },
    });
    expect(draft.decisions.length).toBeLessThanOrEqual(30);
    expect(draft.settings.blankWhen).toBe('Select answer for*');
  });

  /** Questions, questions with a list, sections and scored questions of the workbook with something taken away. */
  test.each<[string, (parts: Record<string, string>) => void, readonly number[]]>([
    ['its drop-downs', (parts) => without(parts, questionnaire, drop), [182, 174, 25, 161]],
    ['its repeated headings', (parts) => without(parts, questionnaire, heads), [182, 174, 25, 161]],
    ['its looks', (parts) => without(parts, questionnaire, / s="\d+"/g), [182, 174, 25, 162]],
    // Rows that head a table within the table cannot be told from questions then.
    ['its ids', (parts) => without(parts, questionnaire, /<c r="A\d+"[^>]*?(?:\/>|>.*?<\/c>)/g), [185, 174, 25, 161]],
    [
      'its sheets of points: Yes and No score',
      (parts) => {
        without(parts, questionnaire, /<f[^>]*>[^<]*<\/f>|<f[^>]*\/>/g);
        without(parts, 'xl/workbook.xml', /<sheet name="(?:Scoring|Analysis)"[^>]*>/g);
      },
      [182, 174, 25, 128],
    ],
  ])('is found without %s', async (_, change, expected) => {
    const parts = unzipSync(readFileSync(`${folder}/questionnaire-template.xlsx`));
    const texts = Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, strFromU8(part)]));
    change(texts);
    const changed = zipSync(Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, strToU8(text)])));
    const { questions, listed, groups, scored } = (await draftOf(changed)).found;
    expect([questions, listed, groups, scored]).toEqual(expected);
  });

  test('is question by question the one that was drawn up by hand, but for Q113, which was published otherwise', async () => {
    const byHand = await authored(`${sharedData}/authoring/odm-2023.xlsx`);
    const facts = ({ nodes, lists }: Definition): string[] => {
      const choices = new Map(lists.map((list) => [list.name, list.choices]));
      return nodes.flatMap((node) => {
        if (node.type === 'group' || node.type === 'note') return [];
        const offered = 'list' in node ? (choices.get(node.list) ?? []) : [];
        const answers = offered.map(({ label, points = '', means = '' }) => `${label['en']}=${points}${means}`);
        const { name, type, parent } = node;
        const most = 'mostPoints' in node ? node.mostPoints : '';
        return [[name, type, parent.slice(0, 20), node.evidence.rule, most ?? '', ...answers].join(' | ')];
      });
    };
    const [own, other] = [facts(drafted), new Set(facts(byHand))];
    expect(own.filter((one) => !other.has(one)).map((one) => one.split(' | ')[0])).toEqual(['Q113']);
  });

  test.each(['AL', 'BA', 'DE', 'DK', 'EL', 'ES', 'FR', 'HU', 'IE', 'LU', 'PL', 'PT'])(
    'scores %s as the office’s formulas do',
    async (country) => {
      const scoring = new Map(
        rowsOfCsv(`${folder}/scoring.csv`).map(({ question = '', points_by_answer = '' }) => [
          question,
          pointsByAnswer(points_by_answer),
        ]),
      );
      const answers = rowsOfCsv(`${folder}/points.csv`).filter(
        ({ authority, points }) => authority === country && points !== '',
      );
      const wanted = answers.map(({ question = '', answer = '' }) => {
        const points = scoring.get(question)?.get(answer.trim().toLowerCase()) ?? 0;
        return [`Q${question.replace(/^Q/, '')}`, points];
      });
      const { scored } = await assessByDefinition(readFileSync(`${folder}/${country}.xlsx`), drafted, {});
      const got = wanted.map(([name]) => {
        const points = scored?.nodes.get(String(name))?.points;
        return [name, points === undefined ? 0 : Number(points.n) / Number(points.d)];
      });
      expect(got).toEqual(wanted);
    },
  );
});

const questionnaire = 'xl/worksheets/sheet1.xml';
const drop = /<dataValidations[\s\S]*?<\/dataValidations>|<extLst>[\s\S]*?<\/extLst>/g;
const heads = /<row r="(?:8|18|24|60|72|92|103|120|127|134|141|149|176|194|207|222|229|242|253)"[\s\S]*?<\/row>/g;

function without(parts: Record<string, string>, name: string, pattern: RegExp): void {
  parts[name] = (parts[name] ?? '').replace(pattern, '');
}

const pointsByAnswer = (text: string): Map<string, number> =>
  new Map(
    text.split('|').flatMap((part): [string, number][] => {
      const at = part.lastIndexOf('=');
      return at === -1 ? [] : [[part.slice(0, at).trim().toLowerCase(), Number(part.slice(at + 1))]];
    }),
  );
