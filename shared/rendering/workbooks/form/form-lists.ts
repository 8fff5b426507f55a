import type { Definition, SelectQuestion } from '../../../domain/questionnaire/definition/definition.ts';
import { choicesOf, textOf } from '../../../domain/questionnaire/definition/definition-tree.ts';
import { cellText } from '../../../spreadsheet/writing/cell-styles.ts';
import { placeIn } from '../../../spreadsheet/writing/references.ts';
import { oneLine, type Workbook, type Worksheet } from '../../../spreadsheet/writing/spreadsheet.ts';

const listsSheetName = '_lists';
/** Excel takes a list that is written into a rule up to this length; its items stand apart by commas. */
const maxLiteral = 255;

/** Neither a comma nor a quotation mark, which a list in a rule cannot hold, nor a blank at an end, which is lost. */
const plain = /^[^",\s]([^",]*[^",\s])?$/;

/**
 * Says where the drop-down of a question takes its answers from: from the rule itself where they fit, else from a range
 * of a hidden sheet, where each list has one column.
 */
export function answerLists(
  workbook: Workbook,
  definition: Definition,
  language: string,
): (of: SelectQuestion) => string {
  const source = listSources(workbook);
  const sources = new Map<string, string>();
  return (question) => {
    const known = sources.get(question.list);
    if (known !== undefined) return known;
    const made = source(choicesOf(definition, question).map(({ label }) => textOf(label, language, definition)));
    sources.set(question.list, made);
    return made;
  };
}

/** The same of any lists: one that was asked for before stands where it stood. */
export function listSources(workbook: Workbook): (items: readonly string[]) => string {
  let sheet: Worksheet | null = null;
  const sources = new Map<string, string>();
  return (items) => {
    const literal = items.join(',');
    const fits = literal.length <= maxLiteral && items.every((item) => item === oneLine(item) && plain.test(item));
    if (fits) return `"${literal}"`;
    const key = JSON.stringify(items);
    const known = sources.get(key);
    if (known !== undefined) return known;
    sheet ??= workbook.addWorksheet(listsSheetName, { state: 'hidden' });
    const source = listed(sheet, items);
    sources.set(key, source);
    return source;
  };
}

function listed(sheet: Worksheet, labels: readonly string[]): string {
  const column = sheet.getColumn(Math.max(1, sheet.actualColumnCount + 1));
  column.numFmt = '@';
  for (const [at, label] of labels.entries()) sheet.getCell(at + 1, column.number).value = cellText(label);
  return placeIn(listsSheetName, `$${column.letter}$1:$${column.letter}$${labels.length}`);
}
