import { yesNoAnswers } from '../domain/answers/answer.ts';
import type { BackgroundValue } from '../domain/answers/background.ts';
import type { FigureKind } from '../domain/answers/normalise/figure-units.ts';
import { normaliseFigure } from '../domain/answers/normalise/normalise-figure.ts';
import type { AuthorityId, RoundId } from '../domain/ids.ts';
import { type AnyQuestionnaire, isDefinition, keyOfAny } from '../domain/questionnaire/any-questionnaire.ts';
import type { AnyCatalogue } from '../domain/questionnaire/catalogue.ts';
import type { Definition } from '../domain/questionnaire/definition/definition.ts';
import { closestLanguage } from '../domain/questionnaire/definition/definition-tree.ts';
import type { Questionnaire } from '../domain/questionnaire/questionnaire.ts';
import type { Authority, Round } from '../domain/registry/registry.ts';
import { defaultTimeZone } from '../domain/registry/time-zone.ts';
import { underReview } from '../domain/review/review.ts';
import { givenAnswersOf } from '../domain/scoring/form-score.ts';
import { type CountedState, stateInVersion } from '../domain/submissions/fold.ts';
import { type SentAnswers, sentCode, sentWorkbook } from '../domain/submissions/sent-workbook.ts';
import type { Registry } from '../ports/registry.ts';
import type { Reviews } from '../ports/reviews.ts';
import type { SentWorkbooks } from '../ports/sent-workbooks.ts';
import type { SubmissionStore } from '../ports/submission-store.ts';
import { messageLanguages } from '../rendering/words/languages.ts';
import type { FilledIn } from '../rendering/workbooks/form/form-layout.ts';
import { writeFormWorkbook } from '../rendering/workbooks/form/form-workbook.ts';
import { writeQuestionnaireWorkbook } from '../rendering/workbooks/questionnaire-workbook.ts';
import type { Prefilled } from '../rendering/workbooks/sheets/prefilled.ts';
import { countedState, type StateStore } from './counted-state.ts';

/** What a workbook comes filled with: what counted in the round before, nothing, or what counts now. */
export const fillings = ['last', 'blank', 'now'] as const;
export type Filling = (typeof fillings)[number];

export interface WorkbookWanted {
  readonly round: Round;
  readonly authority: Pick<Authority, 'id' | 'name'>;
  /** Of who reads it; where the questionnaire is not worded in it, the closest of its languages is taken. */
  readonly language: string;
  readonly fill: Filling;
  /** ISO instant; null: none. The round's own when it is not said. */
  readonly deadline?: string | null;
  /** Where the filled questionnaire is sent to, and who answers questions about it, as they are to be shown. */
  readonly office?: string | undefined;
  readonly contact?: string | undefined;
}

export interface WorkbookMade {
  readonly bytes: Uint8Array;
  /** Safe on every disk: `2026-espoo.xlsx`. */
  readonly fileName: string;
  /** Answers and figures that it comes filled with; 0: it is blank. */
  readonly filled: number;
}

export interface PrefillSources {
  readonly registry: Pick<Registry, 'round'>;
  readonly store: StateStore & Pick<SubmissionStore, 'standing'>;
  readonly reviews: Pick<Reviews, 'of'>;
  readonly catalogue: AnyCatalogue;
  readonly sentWorkbooks: Pick<SentWorkbooks, 'note'>;
}

/**
 * The questionnaire workbook of an authority for a round. What it is filled with is noted first, so that it is known again
 * also where the workbook has lost it. The same again gives the same bytes. Throws when the questionnaire is not known.
 */
export async function prefilledWorkbook(wanted: WorkbookWanted, deps: PrefillSources): Promise<WorkbookMade> {
  const { round, authority } = wanted;
  const questionnaire = deps.catalogue.find(round.questionnaire);
  if (questionnaire === undefined) throw new Error(`Questionnaire ${round.questionnaire} is not known`);
  const state = await stateWanted(wanted, deps);
  const filling = state === null ? blank : fillingOf(questionnaire, state);
  const code = sentCode(questionnaire, filling);
  const own = { authority: authority.id, round: round.id, questionnaire: keyOfAny(questionnaire) };
  const sent = code === null ? null : sentWorkbook({ ...own, code });
  if (sent !== null) await deps.sentWorkbooks.note(sent);
  const prefilled =
    sent === null ? {} : { prefilled: { round: wanted.fill === 'last' ? (round.previous ?? null) : null, sent } };
  const cover = { ...coverOf(wanted), ...prefilled };
  const bytes = await (isDefinition(questionnaire)
    ? formWorkbook(questionnaire, filling, wanted, cover)
    : yesNoWorkbook(questionnaire, filling, wanted, cover));
  const fileName = fileNameOfWorkbook(round.id, authority.id);
  return { bytes, fileName, filled: filling.answers.size + filling.figures.size };
}

/** Ids are letters, digits, dots and dashes: safe on every disk, and of two authorities never the same. */
export const fileNameOfWorkbook = (round: RoundId, authority: AuthorityId): string => `${round}-${authority}.xlsx`;

interface Filled extends SentAnswers {
  readonly answers: CountedState['answers'];
  /** As they are written into their cells. */
  readonly figureTexts: ReadonlyMap<string, string>;
}
const blank: Filled = { answers: new Map(), figures: new Map(), figureTexts: new Map() };

/** What counts in the round that is wanted, with what the office has verified, as answers to the round's questionnaire. */
async function stateWanted(
  { fill, round, authority }: WorkbookWanted,
  { registry, store, reviews, catalogue }: PrefillSources,
): Promise<CountedState | null> {
  const id = fill === 'last' ? round.previous : round.id;
  const of = fill === 'blank' || id === undefined ? null : await registry.round(id);
  if (of === null) return null;
  const [standing, review] = await Promise.all([store.standing(of, authority.id), reviews.of(of.id, authority.id)]);
  const state = standing === null ? null : await countedState(standing, store);
  if (state === null) return null;
  const answers = underReview(state.answers, review) as CountedState['answers'];
  return stateInVersion({ ...state, answers }, round.questionnaire, catalogue.mappings);
}

/** Answers that count with their evidence, evidence that stands alone, and figures. What was not understood is asked anew. */
function fillingOf(questionnaire: AnyQuestionnaire, { answers, background }: CountedState): Filled {
  const kept = [...answers].flatMap(([id, one]): [string, typeof one][] => {
    const answer = one.value === 'unclear' ? ({ ...one, value: 'unanswered', raw: '' } as const) : one;
    return answer.value === 'unanswered' && answer.evidence.trim() === '' ? [] : [[id, answer]];
  });
  const figures = isDefinition(questionnaire)
    ? []
    : questionnaire.background.flatMap(({ id, kind }) => {
        const figure = background.get(id);
        return figure === undefined || figure.value === null ? [] : [figureAsWritten(id, kind, figure)];
      });
  return {
    answers: new Map(kept),
    figures: new Map(figures.map(({ id, figure }) => [id, figure])),
    figureTexts: new Map(figures.map(({ id, text }) => [id, text])),
  };
}

/**
 * A figure as a cell that says all of it: what it was read from may have had its unit elsewhere. `figure`: as the cell is
 * read, which may say less.
 */
function figureAsWritten(id: string, kind: FigureKind, { value, unit, year }: BackgroundValue) {
  const number = String(value);
  const texts = [
    [number, unit, year],
    [number, unit],
  ].map((parts) => parts.filter((part) => part !== null).join(' '));
  const isSame = (text: string): boolean => normaliseFigure(text, kind).value === value;
  const text = texts.find(isSame) ?? number;
  const { unit: readUnit, year: readYear } = normaliseFigure(text, kind);
  return { id, text, figure: { value, unit: readUnit, year: readYear } };
}

type CoverOf = ReturnType<typeof coverOf> & { readonly prefilled?: Prefilled };

function coverOf({ round, authority, deadline = round.closesAt, office, contact }: WorkbookWanted) {
  const { id, name } = authority;
  return {
    authority: { id, name },
    round: round.id,
    saidCells: true,
    ...(deadline === null ? {} : { closes: { at: deadline, timeZone: round.timeZone ?? defaultTimeZone } }),
    ...(office === undefined ? {} : { office }),
    ...(contact === undefined ? {} : { contact }),
  };
}

function yesNoWorkbook(
  questionnaire: Questionnaire,
  { answers, figureTexts }: Filled,
  { language }: WorkbookWanted,
  cover: CoverOf,
): Promise<Uint8Array> {
  const offered = questionnaire.languages.filter((one) => messageLanguages().includes(one));
  const languages = { languages: offered, defaultLanguage: 'en' };
  return writeQuestionnaireWorkbook({
    ...cover,
    questionnaire,
    language: closestLanguage(languages, language),
    answers: yesNoAnswers(answers),
    background: figureTexts,
  });
}

function formWorkbook(
  definition: Definition,
  { answers }: Filled,
  { language }: WorkbookWanted,
  cover: CoverOf,
): Promise<Uint8Array> {
  const given = givenAnswersOf({ definition, answers });
  const filled = [...answers].map(([name, { evidence }]): [string, FilledIn] => {
    const said = given.get(name) ?? { choices: [] };
    return [name, { given: said, evidence: 'text' in said ? '' : evidence }];
  });
  return writeFormWorkbook({
    ...cover,
    definition,
    language: closestLanguage(definition, language),
    answers: new Map(filled),
  });
}
