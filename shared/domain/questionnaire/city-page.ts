import type { Answer, AnswerValue } from '../answers/answer.ts';
import { type Indicator, indicatorsOf, type Questionnaire, textIn } from './questionnaire.ts';

/** A city's page of the public dashboard, saved as text: what the city answered, as it was published. */
export interface CityPage {
  readonly authorityName: string;
  readonly answers: ReadonlyMap<string, Answer>;
  /** The figures as they were written, by background id. */
  readonly background: ReadonlyMap<string, string>;
}

const publishedValues: Readonly<Record<string, AnswerValue>> = { Yes: 'yes', No: 'no', NA: 'na' };
const backgroundHeading = '\nBackground Information\n';

/**
 * The page prints `question? Evidence: text |` and on the next line `Yes |`, then the figures, each
 * above its label. Throws an Error naming the question that is not found or has no answer.
 */
export function readCityPage(page: string, questionnaire: Questionnaire): CityPage {
  const text = page.replace(/\r\n/g, '\n');
  const [questions = '', figures = ''] = text.split(backgroundHeading);
  const indicators = indicatorsOf(questionnaire);
  const starts = indicators.map((indicator) => startOf(questions, indicator));
  const answers = indicators.map((indicator, index): [string, Answer] => [
    indicator.id,
    readAnswer(questions.slice(starts[index], starts[index + 1]), indicator),
  ]);
  const lines = figures.split('\n').map((line) => line.trim());
  const background = questionnaire.background.flatMap((figure): [string, string][] => {
    const label = lines.indexOf(textIn(figure.text, 'en'));
    const value = lines[label - 1];
    return label > 0 && value ? [[figure.id, value]] : [];
  });
  return {
    authorityName: questions.split('\n', 1)[0]?.trim() ?? '',
    answers: new Map(answers),
    background: new Map(background),
  };
}

function startOf(questions: string, indicator: Indicator): number {
  const start = questions.indexOf(`\n${textIn(indicator.text, 'en')}`);
  if (start === -1) throw new Error(`The page does not have question ${indicator.id}`);
  return start + 1;
}

function readAnswer(block: string, indicator: Indicator): Answer {
  const rest = block.slice(textIn(indicator.text, 'en').length);
  const parts = /^(.*?)\|\s*\n(Yes|No|NA) \|/s.exec(rest);
  const value = publishedValues[parts?.[2] ?? ''];
  if (parts === null || value === undefined) throw new Error(`The page has no answer to question ${indicator.id}`);
  const evidence = (parts[1] ?? '')
    .trim()
    .replace(/^Evidence:/, '')
    .trim();
  return { value, raw: parts[2] ?? '', evidence, cell: null };
}
