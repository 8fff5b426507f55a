import { expect, test } from 'vitest';
import { answerLines } from '../../../infra/cli/answers-table.ts';
import { assessmentText } from '../../../infra/cli/assessment-text.ts';
import { one } from '../../support/defect.ts';
import { rawWorkbook } from '../../support/raw-workbook.ts';
import { assessFile, userCentricity2023 } from '../../support/user-centricity.ts';

const esc = '\u001b';
/** What a sender may write; XML 1.0 has no escape code, so OOXML's own way of writing it. */
const steering =
  'a _x001B_[2J_x001B_]0;x_x0007_plan\nof two lines, and long enough to be cut where the terminal is narrow';

test.each([70, 100, 160])('the table fits a terminal of %i characters, a line for each question', async (width) => {
  const assessed = await assessFile(rawWorkbook(one('Perhaps', steering)));
  const lines = answerLines(assessed, userCentricity2023, width);
  expect(lines.filter((line) => /^\d\.\d\.\d /.test(line))).toHaveLength(41);
  for (const line of lines) expect(line.length).toBeLessThanOrEqual(width);
  expect(lines.find((line) => line.startsWith('1.1.1'))).toMatch(/unclear +a \[2J\]0;xplan .* C2$/);
});

test("a sender's control codes never reach the terminal", async () => {
  const assessed = await assessFile(rawWorkbook(one('_x001B_[31mPerhaps', steering)));
  const text = assessmentText(assessed, `${esc}[2Jespoo.xlsx`, 100);
  expect(assessed.answers.get('1.1.1')?.evidence).toContain(esc);
  expect(text).not.toContain(esc);
});
