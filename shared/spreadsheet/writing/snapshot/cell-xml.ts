import { limits } from '../../../domain/submissions/limits.ts';
import type { SnapshotCell, SnapshotValue } from '../../../domain/submissions/sheet-snapshot.ts';
import { address } from '../../formats/grid.ts';
import { cellXmlText } from './xml-text.ts';

/** Places of the cell formats in the styles part. */
export const styles = { plain: 0, date: 1, dateTime: 2, struck: 3, share: 4 } as const;

/** What Excel knows as errors; any other of Google's is shown as one of these. */
const knownErrors = new Set(['#NULL!', '#DIV/0!', '#VALUE!', '#REF!', '#NAME?', '#NUM!', '#N/A']);

/** A `<c>` element. The formula itself is not kept: where there is one stands its value, as a formula. */
export function cellXml({ row, column, value, formula }: SnapshotCell): string {
  const { type, style = styles.plain, content, literal } = contentOf(value, formula);
  const attributes = [
    `r="${address(row, column)}"`,
    ...(style === styles.plain ? [] : [`s="${style}"`]),
    ...(type === null ? [] : [`t="${type}"`]),
  ];
  return `<c ${attributes.join(' ')}>${formula ? `<f>${literal}</f>` : ''}${content}</c>`;
}

interface Content {
  readonly type: 'b' | 'e' | 'str' | 'inlineStr' | null;
  readonly style?: number;
  readonly content: string;
  /** The value as a formula that comes to it. */
  readonly literal: string;
}

function contentOf(value: SnapshotValue, formula: boolean): Content {
  switch (value.kind) {
    case 'text':
      return textContent(value.runs, formula);
    case 'number':
    case 'share': {
      const style = value.kind === 'share' ? styles.share : styles.plain;
      return { type: null, style, content: `<v>${value.number}</v>`, literal: String(value.number) };
    }
    case 'date': {
      const style = value.serial % 1 === 0 ? styles.date : styles.dateTime;
      return { type: null, style, content: `<v>${value.serial}</v>`, literal: String(value.serial) };
    }
    case 'boolean':
      return { type: 'b', content: `<v>${value.value ? 1 : 0}</v>`, literal: value.value ? 'TRUE' : 'FALSE' };
    case 'error': {
      const error = knownErrors.has(value.text) ? value.text : '#VALUE!';
      return { type: 'e', content: `<v>${error}</v>`, literal: error };
    }
    case 'empty':
      return { type: null, content: '', literal: '#N/A' };
  }
}

function textContent(given: Extract<SnapshotValue, { kind: 'text' }>['runs'], formula: boolean): Content {
  const runs = fitting(given);
  const struck = runs.every((run) => run.struck);
  const style = struck ? styles.struck : styles.plain;
  const text = runs.map((run) => run.text).join('');
  if (formula) return { type: 'str', style, content: `<v>${cellXmlText(text)}</v>`, literal: literalText(text) };
  const plain = struck || runs.every((run) => !run.struck);
  const content = plain
    ? textXml(text)
    : runs.map((run) => `<r>${run.struck ? '<rPr><strike/></rPr>' : ''}${textXml(run.text)}</r>`).join('');
  return { type: 'inlineStr', style, content: `<is>${content}</is>`, literal: '' };
}

const textXml = (text: string): string => `<t xml:space="preserve">${cellXmlText(text)}</t>`;

/** A cell of Google's holds 50,000 characters, one of Excel's fewer. */
function fitting(runs: Extract<SnapshotValue, { kind: 'text' }>['runs']): typeof runs {
  let left: number = limits.text;
  return runs.map(({ text, struck }) => {
    const kept = text.slice(0, left);
    left -= kept.length;
    return { text: kept, struck };
  });
}

/** Characters of a formula that Excel takes, and of one text in it. */
const maxFormulaLength = 8192;
const maxTextLength = 255;

/** As much of the text as a formula can say; what it comes to stands beside it whole. */
function literalText(text: string): string {
  const parts = text.match(new RegExp(`[\\s\\S]{1,${maxTextLength}}`, 'g')) ?? [''];
  const literals = parts.map((part) => `"${part.replaceAll('"', '""')}"`);
  let length = 0;
  const kept = literals.filter((literal) => {
    length += literal.length + 1;
    return length <= maxFormulaLength;
  });
  return kept.map(cellXmlText).join('&amp;');
}
