import { expect, test } from 'vitest';
import { formInsightOf } from '../../../../shared/domain/insight/form-insight.ts';
import { writeFormResultsWorkbook } from '../../../../shared/rendering/workbooks/form-results-workbook.ts';
import { answersByAuthority, authored, isSharedThere, rowsOfCsv, sharedData } from '../../../support/authored.ts';
import { reportOfAnswers } from '../../../support/form-reports.ts';
import { hasLibreOffice, recalculated } from '../../../support/libreoffice.ts';
import { formulaResults, open } from '../writers/open.ts';

const families = ['municipal-climate-2026', 'asem-coinr', 'odm-2023'];
/** Of each questionnaire. */
const authorities = 6;

test.skipIf(!isSharedThere || !hasLibreOffice)(
  'questionnaires of others: every formula of their results comes to what is written for it (../shared)',
  async () => {
    const reports = [];
    for (const family of families) {
      const definition = await authored(`${sharedData}/authoring/${family}.xlsx`);
      const sets = answersByAuthority(definition, rowsOfCsv(`${sharedData}/authoring/${family}.answers.csv`));
      for (const given of [...sets.values()].slice(0, authorities)) {
        reports.push(reportOfAnswers(definition, given, { facts: { kind: 'city', population: 120_000 } }));
      }
    }
    const written = await Promise.all(reports.map((one) => writeFormResultsWorkbook(one, formInsightOf(one))));
    const saved = await recalculated(written);
    let formulas = 0;
    const wrong: string[] = [];
    for (const [index, bytes] of written.entries()) {
      const [before, after] = [formulaResults(await open(bytes)), formulaResults(await open(saved[index] as Buffer))];
      formulas += Object.keys(before).length;
      for (const [at, value] of Object.entries(before)) {
        const now = after[at];
        const isSame =
          typeof now === 'number' && typeof value === 'number' ? Math.abs(now - value) < 1e-9 : (now ?? '') === value;
        if (!isSame) wrong.push(`${index} ${at}: ${JSON.stringify(now)}, not ${JSON.stringify(value)}`);
      }
    }
    console.log(`${written.length} workbooks, ${formulas} formulas, ${wrong.length} otherwise`);
    expect(wrong).toEqual([]);
  },
  600_000,
);
