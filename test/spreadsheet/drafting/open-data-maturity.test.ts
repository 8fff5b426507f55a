import { readFileSync } from 'node:fs';
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

const pointsByAnswer = (text: string): Map<string, number> =>
  new Map(
    text.split('|').flatMap((part): [string, number][] => {
      const at = part.lastIndexOf('=');
      return at === -1 ? [] : [[part.slice(0, at).trim().toLowerCase(), Number(part.slice(at + 1))]];
    }),
  );
