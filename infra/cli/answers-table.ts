import { styleText } from 'node:util';
import type { AnswerValue } from '../../shared/domain/answers/answer.ts';
import { splitAddress } from '../../shared/domain/answers/checks/check-input.ts';
import { indicatorsOf, type Questionnaire, textIn } from '../../shared/domain/questionnaire/questionnaire.ts';
import { messagesIn } from '../../shared/rendering/words/messages.ts';
import type { Assessed } from './assessment-json.ts';
import { fitted, shown } from './terminal-text.ts';

const { columns: words } = messagesIn('en').workbook;

interface Line {
  readonly id: string;
  readonly question: string;
  readonly value: string;
  readonly evidence: string;
  readonly cell: string | null;
  readonly style: Parameters<typeof styleText>[0];
}

const styles: Record<AnswerValue, Line['style']> = {
  yes: 'green',
  no: 'reset',
  na: 'dim',
  unanswered: 'dim',
  unclear: 'yellow',
};

/** What was read of each question and figure, and in which cell, in lines of so many characters. */
export function answerLines({ answers, background }: Assessed, questionnaire: Questionnaire, width: number): string[] {
  const answered = indicatorsOf(questionnaire).map(({ id, text }): Line => {
    const { value, evidence, cell } = answers.get(id) ?? { value: 'unanswered', evidence: '', cell: null };
    return { id, question: textIn(text, 'en'), value, evidence, cell, style: styles[value] };
  });
  const figures = questionnaire.background.flatMap(({ id, text }): Line[] => {
    const figure = background.get(id);
    if (figure === undefined || figure.raw === '') return [];
    const value = figure.value === null ? 'unclear' : String(figure.value);
    const style = figure.value === null ? 'yellow' : 'reset';
    return [{ id: '', question: textIn(text, 'en'), value, evidence: figure.raw, cell: figure.cell, style }];
  });
  return [
    ...tableOf(answered, words.question, words.answer, width),
    ...tableOf(figures, words.figure, words.value, width),
  ];
}

function tableOf(lines: readonly Line[], question: string, answer: string, width: number): string[] {
  if (lines.length === 0) return [];
  const sheets = new Set(lines.flatMap(({ cell }) => (cell === null ? [] : [splitAddress(cell)[0]])));
  const [sheet] = sheets;
  // The sheet's name stands once, above the addresses, unless there are several.
  const place = (cell: string | null): string =>
    cell === null ? '–' : sheets.size === 1 ? splitAddress(cell)[1] : shown(cell);
  const placeHeading = sheets.size === 1 && sheet !== undefined ? `${shown(sheet)}!` : '';
  const widths = {
    id: Math.max(words.id.length, ...lines.map(({ id }) => id.length)),
    value: Math.max(answer.length, ...lines.map(({ value }) => value.length)),
    place: Math.min(24, Math.max(placeHeading.length, ...lines.map(({ cell }) => place(cell).length))),
  };
  const gaps = 4 * gap.length;
  const rest = Math.max(20, width - widths.id - widths.value - widths.place - gaps);
  const short = { question: Math.ceil(rest * 0.45), evidence: Math.floor(rest * 0.55) };
  const head = [
    fitted(words.id, widths.id),
    fitted(question, short.question),
    fitted(answer, widths.value),
    fitted(words.evidence, short.evidence),
    fitted(placeHeading, widths.place),
  ];
  return [
    styleText('bold', head.join(gap).trimEnd()),
    ...lines.map(({ id, question: asked, value, evidence, cell, style }) =>
      [
        fitted(id, widths.id),
        fitted(shown(asked), short.question),
        styleText(style, fitted(value, widths.value)),
        fitted(shown(evidence), short.evidence),
        styleText('dim', fitted(place(cell), widths.place).trimEnd()),
      ].join(gap),
    ),
    '',
  ];
}

const gap = '  ';
