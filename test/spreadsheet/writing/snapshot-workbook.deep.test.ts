import './snapshot-workbook.test.ts';
