import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { scoreAnswers } from '../../../../shared/domain/scoring/engine/score-answers.ts';
import { shownOf } from '../../../../shared/domain/scoring/engine/shown.ts';
import { written } from '../../../../shared/domain/scoring/rational.ts';
import { readGrid } from '../../../../shared/spreadsheet/formats/read-grid.ts';
import { answersByAuthority, authored, rowsOfCsv } from '../../../support/authored.ts';
import { authoringWorkbook } from '../../../support/authoring-workbook.ts';
import { filledPublicLibraries, publicLibraries } from '../../../support/public-libraries.ts';

const example = 'examples/public-libraries';

describe('the example of a questionnaire', () => {
  test('has every type and rule, and scores as was worked by hand', async () => {
    const definition = await authored(`${example}.authoring.xlsx`);
    const types = new Set(definition.nodes.map(({ type }) => type));
    expect([...types].sort()).toEqual(
      ['decimal', 'group', 'integer', 'note', 'select_multiple', 'select_one', 'text'].sort(),
    );
    const rows = rowsOfCsv(`${example}.answers.csv`);
    const kinds = new Map(rows.map(({ authority = '', kind = '' }) => [authority, kind]));
    const scored = new Map(
      [...answersByAuthority(definition, rows)].map(([authority, given]) => [
        authority,
        scoreAnswers(definition, given, { kind: kinds.get(authority) }).nodes,
      ]),
    );
    const expected = rowsOfCsv(`${example}.scores.csv`);
    expect(expected).toHaveLength(49);
    for (const { authority = '', node: name = '', points, most, score, shown } of expected) {
      const node = scored.get(authority)?.get(name) ?? null;
      expect({
        ...{ authority, name, points: node && written(node.points), most: node && written(node.most) },
        ...{ score: node?.score ? written(node.score) : '', shown: shownOf(definition, node) ?? '' },
      }).toEqual({ authority, name, points: points || null, most: most || null, score, shown });
    }
  });

  test.each([
    ['authoring', publicLibraries],
    ['northwood', filledPublicLibraries],
  ])('%s.xlsx is what `npm run examples` writes', async (name, sheets) => {
    const file = await readGrid(readFileSync(`${example}.${name}.xlsx`));
    expect(file).toEqual(await readGrid(authoringWorkbook(sheets)));
  });
});
