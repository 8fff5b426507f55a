// What reads anything but a workbook of Excel: loaded, all at once, for a file that is anything else.
export { readCsv } from './csv/read-csv.ts';
export { readFlatOds, readOds } from './opendocument/read-ods.ts';
export { pointerProblem } from './sheet-pointer.ts';
export { inMail, inZip, isMail } from './unwrap.ts';
