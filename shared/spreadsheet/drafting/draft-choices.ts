import { type FoundChoice, meaningOf, wordFor } from './choice-lists.ts';
import { type AnswerFound, type PointsFound, pointsText } from './found-points.ts';
import { splitInto } from './language-parts.ts';

export interface DraftedChoices {
  readonly choices: readonly FoundChoice[];
  /** The points of the best answer; null where nothing scores. */
  readonly best: string | null;
  /** The workbook does not say what each answer scores: these are likely points. */
  readonly isGuessed: boolean;
  readonly isUntranslated: boolean;
}

interface Facts {
  readonly answers: readonly AnswerFound[];
  /** By language, the same answers in their order. */
  readonly answersIn: Readonly<Record<string, readonly string[]>>;
  readonly found: PointsFound;
  readonly languages: readonly string[];
  /** Whether anything in the workbook has points. */
  readonly anyPoints: boolean;
}

/** What says that nobody knows. */
export const notKnown =
  /(?:don['’´]?\s?t|do not|not|cannot) (?:know|say)|^unknown|en tiedä|ei tiedossa|ei tietoa|weiß (?:es )?nicht|nicht bekannt|ne sai[ts] pas|no (?:lo )?s(?:abe|é)|non (?:so|lo so)|weet (?:ik )?niet|vet (?:inte|ikke|ej)|não se?(?:i|abe)/iu;

export function choicesOf({ answers, answersIn, found, languages, anyPoints }: Facts): DraftedChoices {
  const [language = 'en'] = languages;
  const { labels, isUntranslated } = labelsOf(answers, answersIn, languages);
  const isScored = found.points.size > 0;
  const worded = labels.map((label) => label[language] ?? '');
  const guessed = isScored ? null : guessedPoints(worded, found.most, language, anyPoints);
  const choices = answers.map(({ label }, index): FoundChoice => {
    const points = found.points.get(label);
    return {
      label: labels[index] ?? { [language]: label },
      points: isScored ? (points === undefined ? '' : pointsText(points)) : (guessed?.[index] ?? ''),
    };
  });
  const numbers = choices.flatMap(({ points }) => (points === '' || points.includes('/') ? [] : [Number(points)]));
  const best = numbers.length === 0 ? null : pointsText(Math.max(...numbers, found.most ?? Number.NEGATIVE_INFINITY));
  return { choices, best, isGuessed: guessed?.some((one) => one !== '') === true, isUntranslated };
}

/** `Yes / Kyllä` in a questionnaire of two languages is both; else Yes and No have their words, and others stay as they are. */
function labelsOf(
  answers: readonly AnswerFound[],
  answersIn: Facts['answersIn'],
  languages: readonly string[],
): { labels: Record<string, string>[]; isUntranslated: boolean } {
  const [language = 'en', ...others] = languages;
  if (others.length === 0)
    return { labels: answers.map(({ label }) => ({ [language]: label })), isUntranslated: false };
  const parts = splitInto(
    answers.map(({ label }) => label),
    languages.length,
  );
  if (parts !== null) {
    const labels = parts.map((part) => Object.fromEntries(languages.map((tag, index) => [tag, part[index] ?? ''])));
    return { labels, isUntranslated: false };
  }
  let isUntranslated = false;
  const labels = answers.map(({ label }, index) => {
    const meaning = meaningOf(label, language);
    const inOthers = others.map((tag) => {
      const listed = answersIn[tag];
      if (listed?.length === answers.length) return [tag, listed[index] ?? label];
      const word = meaning === '' ? undefined : wordFor(meaning, tag);
      if (word === undefined && !/^[\d\s.,%<>=–-]+$/.test(label)) isUntranslated = true;
      return [tag, word === undefined ? label : word.charAt(0).toUpperCase() + word.slice(1)];
    });
    return { [language]: label, ...Object.fromEntries(inOthers) };
  });
  return { labels, isUntranslated };
}

/** Where only the most points are known, or nothing: yes gets them all, and a scale in even steps. */
function guessedPoints(
  answers: readonly string[],
  most: number | null,
  language: string,
  anyPoints: boolean,
): string[] | null {
  if (answers.length < 2 || (most === null && anyPoints)) return null;
  const meanings = answers.map((label) => meaningOf(label, language));
  const aside = answers.map((label, index) => meanings[index] === 'na' || notKnown.test(label));
  const scale = answers.flatMap((_, index) => (aside[index] === true ? [] : [index]));
  if (most === null) {
    const numbers = scale.map((index) => Number(answers[index] ?? Number.NaN));
    if (numbers.every((number) => Number.isInteger(number))) {
      return answers.map((label, index) => (aside[index] === true ? '' : pointsText(Number(label))));
    }
    if (!meanings.includes('yes') || scale.length !== 2) return null;
    return meanings.map((meaning) => (meaning === 'yes' ? '1' : '0'));
  }
  const steps = scale.length - 1;
  if (steps < 1) return null;
  const [yes, no] = [meanings.indexOf('yes'), meanings.indexOf('no')];
  if (yes !== -1 && no !== -1) {
    // Whatever stands beside Yes and No lies between them, wherever it is listed.
    const between = scale.filter((index) => index !== yes && index !== no);
    return answers.map((_, index) => {
      const at = between.indexOf(index);
      const part = index === yes ? between.length + 1 : at === -1 ? 0 : between.length - at;
      return pointsAt(most, part, between.length + 1);
    });
  }
  const isLowAt = (at: number): boolean => isLow(answers[at] ?? '', meanings[at] ?? '');
  // Both ends: a word that is low in one language begins another in the next, as in “No último ano” … “Nunca”.
  const isRising = isLowAt(scale[0] ?? 0) && !isLowAt(scale[steps] ?? 0);
  return answers.map((_, index) => {
    const at = scale.indexOf(index);
    if (at === -1) return '0';
    return pointsAt(most, isRising ? at : steps - at, steps);
  });
}

/** So many steps of so many, as points where they are plain, else as a share of the most. */
function pointsAt(most: number, step: number, steps: number): string {
  const points = (most * step) / steps;
  return Number.isInteger(Number((points * 1_000).toPrecision(12))) ? pointsText(points) : `${step}/${steps}`;
}

const isLow = (label: string, meaning: string): boolean =>
  meaning === 'no' ||
  /^(?:0|none|never|not |no\b|ei\b|kein|nie\b|jamais|aucun|nunca|mai\b|nooit|geen|1$)/iu.test(label);
