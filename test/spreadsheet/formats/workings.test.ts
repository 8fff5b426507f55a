import { describe, expect, test } from 'vitest';
import { readWorkings } from '../../../shared/spreadsheet/formats/read-workings.ts';
import { rawWorkbook } from '../../support/raw-workbook.ts';

const x14 = 'http://schemas.microsoft.com/office/spreadsheetml/2009/9/main';
const xm = 'http://schemas.microsoft.com/office/excel/2006/main';

describe('what lies behind the cells of a workbook', () => {
  test('a shared formula is expanded in each of its cells, fixed references and texts as they are', async () => {
    const shared = (xml: string) => ({ xml: `${xml}<v>0</v>` });
    const file = rawWorkbook([
      {
        name: 'Scoring',
        rows: [
          [
            1,
            shared('<f t="shared" ref="B1:C2" si="4">IF(A1="B1",$A1*A$1,LOG10(Form!A1)+\'A1 x\'!B2)</f>'),
            shared('<f t="shared" si="4"/>'),
          ],
          [2, shared('<f t="shared" si="4"/>')],
        ],
      },
    ]);
    const { sheets } = await readWorkings(file);
    expect([...(sheets.get('Scoring')?.formulas ?? [])]).toEqual([
      ['B1', 'IF(A1="B1",$A1*A$1,LOG10(Form!A1)+\'A1 x\'!B2)'],
      ['C1', 'IF(B1="B1",$A1*B$1,LOG10(Form!B1)+\'A1 x\'!C2)'],
      ['B2', 'IF(A2="B1",$A2*A$1,LOG10(Form!A2)+\'A1 x\'!B3)'],
    ]);
  });

  test('drop-downs of both kinds are read, with the ranges that they are for', async () => {
    const file = rawWorkbook([{ name: 'Form', rows: [['x']] }], (parts) => {
      const sheet = 'xl/worksheets/sheet1.xml';
      const classic =
        '<dataValidations count="1"><dataValidation type="list" sqref="C2:C4 E9"><formula1>"Yes,No"</formula1></dataValidation></dataValidations>';
      const extended = `<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}" xmlns:x14="${x14}"><x14:dataValidations xmlns:xm="${xm}"><x14:dataValidation type="list"><x14:formula1><xm:f>Lists!$B$3:$E$3</xm:f></x14:formula1><xm:sqref>C26</xm:sqref></x14:dataValidation></x14:dataValidations></ext></extLst>`;
      parts[sheet] = (parts[sheet] ?? '').replace('</worksheet>', `${classic}${extended}</worksheet>`);
    });
    const { sheets } = await readWorkings(file);
    expect(sheets.get('Form')?.validations).toEqual([
      {
        ...{ type: 'list', formula: '"Yes,No"', formula2: '' },
        ranges: [
          { top: 2, left: 3, bottom: 4, right: 3 },
          { top: 9, left: 5, bottom: 9, right: 5 },
        ],
      },
      { type: 'list', formula: 'Lists!$B$3:$E$3', formula2: '', ranges: [{ top: 26, left: 3, bottom: 26, right: 3 }] },
    ]);
  });

  test('separated values have none', async () => {
    expect(await readWorkings(Buffer.from('a;b\n1;2'))).toMatchObject({ tables: [], sheets: new Map() });
  });
});
