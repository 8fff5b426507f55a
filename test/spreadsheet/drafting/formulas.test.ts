import { describe, expect, test } from 'vitest';
import { Book, Calculator } from '../../../shared/spreadsheet/drafting/formulas/calculator.ts';
import type { Value } from '../../../shared/spreadsheet/drafting/formulas/values.ts';
import { readGrid } from '../../../shared/spreadsheet/formats/read-grid.ts';
import { readWorkings } from '../../../shared/spreadsheet/formats/read-workings.ts';
import { officeWorkbook } from '../../support/office-workbook.ts';

/** A sheet with values; what a formula in F1 comes to. */
async function valueOfFormula(formula: string): Promise<Value> {
  const file = await officeWorkbook(
    [
      {
        name: 'Form',
        rows: [
          ['Yes', 10, 'x', null, null, `=${formula}`],
          ['no', 2.5, 'x'],
          ['Partly', -1, 'y', '=B1+B2'],
        ],
      },
      {
        name: 'My lists',
        rows: [
          ['Fully', 3, 30],
          ['Partly', 1, 10],
          ['Not', 0, 0],
        ],
      },
    ],
    { Scale: "'My lists'!$A$1:$C$3" },
  );
  const book = new Book(await readGrid(file), await readWorkings(file));
  return new Calculator(book).outcomeOf({ sheet: 'Form', row: 1, column: 6 }).value;
}

describe('a formula comes to what a spreadsheet program makes of it', () => {
  test.each<[string, Value]>([
    ['IF(A1="yes",B1,0)', 10],
    ['IF(A2="Yes",B1,IF(A2="No",-B2,0))', -2.5],
    ['IF(A3="Yes",1)', false],
    ['IFS(A3="Yes",2,A3="Partly",1,TRUE,0)', 1],
    ['_xlfn.IFS(A1="Partly",2,TRUE,5)', 5],
    ['SWITCH(A3,"Yes",2,"Partly",1,0)', 1],
    ['SWITCH(A2,"Yes",2,"Partly",1,7)', 7],
    ['CHOOSE(2,"a","b")', 'b'],
    ["VLOOKUP(A3,'My lists'!$A$1:$C$3,3,FALSE)", 10],
    ['VLOOKUP("Nowhere",Scale,2,FALSE)', { error: '#N/A' }],
    ['IFERROR(VLOOKUP("Nowhere",Scale,2,FALSE),4)', 4],
    ["INDEX('My lists'!B:B,MATCH(A3,'My lists'!A:A,0))", 1],
    ["_xlfn.XLOOKUP(A3,'My lists'!A1:A3,'My lists'!C1:C3,0)", 10],
    ['LOOKUP(2.6,{0,1,2,3},{"a","b","c","d"})', 'c'],
    ['HLOOKUP("b",{"a","b";1,2},2,FALSE)', 2],
    ['SUM(B1:B3,1)', 12.5],
    ['SUM(D3,B1)', 22.5],
    ['SUMIF(C1:C3,"x",B1:B3)', 12.5],
    ['SUMIFS(B1:B3,C1:C3,"x",A1:A3,"Y*")', 10],
    ['COUNTIF(A1:A3,"YES")', 1],
    ['COUNTIF(B1:B3,">0")', 2],
    ['SUMPRODUCT((C1:C3="x")*B1:B3)', 12.5],
    ['AVERAGE(B1:B2)', 6.25],
    ['MAX(B1:B3)-MIN(B1:B3)', 11],
    ['ROUND(1.005,2)', 1.01],
    ['ROUND(-2.5,0)', -3],
    ['(A1="Yes")*B1+(A1="Partly")*5', 10],
    ['AND(A1="Yes",OR(B1>5,FALSE))', true],
    ['NOT(ISBLANK(D1))', false],
    ['LEFT("2 - fully",1)*5', 10],
    ['VALUE(MID("a12b",2,2))', 12],
    ['"a"&B1&"%"', 'a10%'],
    ['50%*B1', 5],
    ['-2^2', 4],
    ['2+3*4', 14],
    ['B1/0', { error: '#DIV/0!' }],
    ['IF(D1="",7,8)', 7],
    ['UNKNOWNFUNCTION(A1)', { error: '#NAME?' }],
    ['F1+1', { error: '#REF!' }],
    ['SUM(OFFSET(B1,1,0,2,1))', 1.5],
    ['SEARCH("ES","yes")', 2],
  ])('%s', async (formula, value) => {
    expect(await valueOfFormula(formula)).toEqual(value);
  });
});
