import { readFileSync } from 'node:fs';
import { indicatorsOf, textIn } from '../../shared/domain/questionnaire/questionnaire.ts';
import { escaped, type RawCell, rawWorkbook } from '../support/raw-workbook.ts';
import { userCentricity2023 as questionnaire } from '../support/user-centricity.ts';

/**
 * A cell of a form: a text or a number as it stands, the id of a figure for its label, `[id, added]` for its label with
 * something behind it, a number with its format, or a text with a raised mark.
 */
type FormCell =
  | string
  | number
  | null
  | readonly [id: string, added: string]
  | { readonly number: number; readonly format?: string; readonly formula?: string }
  | { readonly text: string; readonly raised: string };

/** A table of background figures where headings, labels, formats or other columns matter, and what a careful human reads. */
export interface FigureForm {
  readonly form: string;
  readonly rows: readonly (readonly FormCell[])[];
  readonly expected: Readonly<Record<string, string>>;
}

/** Our own forms, and those by which the cases of this project are written. */
export const figureForms = (): readonly FigureForm[] =>
  JSON.parse(readFileSync('test/corpus/cases/figure-forms.json', 'utf8')) as FigureForm[];

/** Forms that were written as others would write them, and counted before anything was mended. */
export const blindFigureForms = (): readonly FigureForm[] =>
  JSON.parse(readFileSync('test/corpus/cases/blind-figure-forms.json', 'utf8')) as FigureForm[];

const labels = new Map(questionnaire.background.map(({ id, text }) => [id, textIn(text, 'en')]));
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

/** The form on a sheet of its own, beside a filled questionnaire. */
export function figureFormWorkbook({ rows }: FigureForm): Buffer {
  const formats: string[] = [];
  const styleOf = (format: string | undefined): number => {
    if (format === undefined) return 0;
    if (!formats.includes(format)) formats.push(format);
    return formats.indexOf(format) + 1;
  };
  const cellOf = (cell: FormCell): RawCell => {
    if (cell === null || typeof cell === 'number') return cell;
    if (typeof cell === 'string') return labels.get(cell) ?? cell;
    if (Array.isArray(cell)) return `${labels.get(cell[0])}${cell[1]}`;
    if ('text' in cell) {
      const mark = `<r><rPr><vertAlign val="superscript"/></rPr><t>${escaped(cell.raised)}</t></r>`;
      return { attributes: 't="inlineStr"', xml: `<is><r><t>${escaped(cell.text)}</t></r>${mark}</is>` };
    }
    const { number, format, formula } = cell as { number: number; format?: string; formula?: string };
    const calculated = formula === undefined ? '' : `<f>${escaped(formula)}</f>`;
    return { attributes: `s="${styleOf(format)}"`, xml: `${calculated}<v>${number}</v>` };
  };
  const answers = indicatorsOf(questionnaire).map(({ id, text }): RawCell[] => [
    textIn(text, 'en'),
    'Yes',
    `Report of 2022 on the matter, part ${id}`,
  ]);
  const figures = rows.map((cells) => cells.map(cellOf));
  const sheets = [
    { name: 'Form', rows: [['Question', 'Answer', 'Evidence'], ...answers] },
    { name: 'Background', rows: figures },
  ];
  return rawWorkbook(sheets, (parts) => {
    parts['xl/styles.xml'] = `<styleSheet xmlns="${main}"><numFmts>${formats
      .map((format, at) => `<numFmt numFmtId="${170 + at}" formatCode="${escaped(format)}"/>`)
      .join('')}</numFmts><cellXfs><xf numFmtId="0"/>${formats
      .map((_, at) => `<xf numFmtId="${170 + at}" applyNumberFormat="1"/>`)
      .join('')}</cellXfs></styleSheet>`;
    parts['xl/_rels/workbook.xml.rels'] = (parts['xl/_rels/workbook.xml.rels'] ?? '').replace(
      '</Relationships>',
      '<Relationship Id="rIdT" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>',
    );
  });
}
