import type { Problem } from '../answers/problems.ts';
import type { AnyQuestionnaire } from '../questionnaire/any-questionnaire.ts';
import { deadlineOf, isAsked, type Participation, shutOut } from '../registry/participation.ts';
import type { Authority, Round } from '../registry/registry.ts';
import type { Review } from '../review/review.ts';
import type { SaidWithFile } from '../submissions/said-with-file.ts';
import { missingAnswers, questionsAsked } from './missing-answers.ts';
import { populationBand } from './population-bands.ts';
import type { Standing } from './standing.ts';

/**
 * How far an authority is in a round, from what is stored of it: the furthest that it has come. `returned`: it has sent
 * files, and none of them was accepted.
 */
export const stages = ['complete', 'partial', 'returned', 'downloaded', 'opened', 'invited', 'none', 'left'] as const;
export type ResponseStage = (typeof stages)[number];

/** One authority in the response list of a round. */
export interface Response {
  readonly authority: Pick<Authority, 'id' | 'name' | 'country'> & { readonly population: number | null };
  readonly stage: ResponseStage;
  /** Why it does not take part, where it does not. */
  readonly left: Participation['left'];
  /** ISO instants. */
  readonly invitedAt: string | null;
  readonly openedAt: string | null;
  readonly downloadedAt: string | null;
  readonly sentAt: string | null;
  readonly remindedAt: string | null;
  readonly deadline: string | null;
  readonly hasOwnDeadline: boolean;
  /** Id of the online sheet that the office has made for it; null: none. */
  readonly sheet: string | null;
  /** Addresses of contacts who cannot open it. */
  readonly shutOut: readonly string[];
  /** Scored questions that are answered, of those that are asked of it; null: nothing counts, or its questionnaire is not known. */
  readonly answered: { readonly count: number; readonly of: number } | null;
  /** What the office might check in the file that came last, and has not verified. */
  readonly toCheck: number;
  readonly isReviewed: boolean;
  /** Who certifies the files that count, and the notes to the office that came with them or with what was not accepted. */
  readonly certifiedBy: readonly string[];
  readonly notes: readonly string[];
}

/** What is stored of an authority in a round. */
export interface Responding {
  readonly authority: Authority;
  readonly participation: Participation;
  /** null: nothing counts. */
  readonly standing: Standing | null;
  /** Of the file that came last. */
  readonly problems: readonly Problem[];
  readonly review: Review | null;
  /** Files of the round that count, newest first. */
  readonly files: readonly SaidWithFile[];
  /** Files of the round that were not accepted, newest first. */
  readonly returned: readonly SaidWithFile[];
}

export function responseOf(
  of: Responding,
  round: Round,
  questionnaire: (key: string) => AnyQuestionnaire | undefined,
): Response {
  const { authority, participation, standing, review } = of;
  const answered = standing === null ? null : answeredOf(standing, questionnaire(standing.questionnaire));
  const { id, name, country, population = null } = authority;
  return {
    authority: { id, name, country, population: standing?.population ?? population },
    stage: stageOf(of, answered),
    left: participation.left,
    invitedAt: participation.invitations[0]?.at ?? null,
    openedAt: participation.openedAt,
    downloadedAt: participation.downloadedAt,
    sentAt: standing === null ? null : (standing.order.split('#', 1)[0] ?? null),
    remindedAt: participation.reminders.at(-1)?.at ?? null,
    deadline: deadlineOf(round, participation),
    hasOwnDeadline: deadlineOf(round, participation) !== round.closesAt,
    sheet: participation.sheet?.id ?? null,
    shutOut: shutOut(participation, authority),
    answered,
    toCheck: standing === null ? 0 : openIn(of),
    certifiedBy: each(of.files.map(({ certifiedBy }) => certifiedBy)),
    notes: each([...of.files, ...of.returned].map(({ note }) => note)),
    isReviewed: standing !== null && review !== null && Object.keys(review.verified).length > 0,
  };
}

/** Without those that say nothing, and what another has said already. */
const each = (said: readonly (string | undefined)[]): string[] => [...new Set(said)].filter((one) => one !== undefined);

function stageOf({ participation, standing, returned }: Responding, answered: Response['answered']): ResponseStage {
  if (standing !== null) return answered === null || answered.count < answered.of ? 'partial' : 'complete';
  if (participation.left !== null) return 'left';
  if (returned.length > 0) return 'returned';
  if (participation.downloadedAt !== null) return 'downloaded';
  if (participation.openedAt !== null) return 'opened';
  return participation.invitations.length > 0 ? 'invited' : 'none';
}

function openIn({ problems, review }: Responding): number {
  return problems.filter(({ severity, indicator }) => {
    if (severity !== 'query' && severity !== 'error') return false;
    return indicator === null || review?.verified[indicator] === undefined;
  }).length;
}

function answeredOf(standing: Standing, questionnaire: AnyQuestionnaire | undefined): Response['answered'] {
  if (questionnaire === undefined) return null;
  const { length: of } = questionsAsked(questionnaire, standing, standing);
  return { count: of - missingAnswers(questionnaire, standing, standing).length, of };
}

/** How many authorities of a group have come how far. */
export interface ResponseCounts {
  /** Those that are waited for or have sent. */
  readonly all: number;
  readonly sent: number;
  readonly stages: Readonly<Record<ResponseStage, number>>;
}

export function countResponses(responses: readonly Response[]): ResponseCounts {
  const counted = Object.fromEntries(
    stages.map((stage) => [stage, responses.filter((one) => one.stage === stage).length]),
  ) as Record<ResponseStage, number>;
  return { all: responses.length - counted.left, sent: counted.complete + counted.partial, stages: counted };
}

/** By country, then by size: the lower bound of the band of its population; null where it is not known. */
export function countedByGroup(responses: readonly Response[]): {
  readonly countries: readonly (readonly [string | null, ResponseCounts])[];
  readonly sizes: readonly (readonly [number | null, ResponseCounts])[];
} {
  const grouped = <K>(keyOf: (one: Response) => K) => [...Map.groupBy(responses, keyOf)];
  const size = ({ authority: { population } }: Response) => (population === null ? null : populationBand(population));
  return {
    countries: grouped(({ authority: { country } }) => country)
      .sort(([a], [b]) => (a === null ? 1 : b === null ? -1 : a < b ? -1 : 1))
      .map(([country, of]) => [country, countResponses(of)]),
    sizes: grouped(size)
      .sort(([a], [b]) => (a ?? Number.POSITIVE_INFINITY) - (b ?? Number.POSITIVE_INFINITY))
      .map(([band, of]) => [band, countResponses(of)]),
  };
}

/** Whether an authority stands in the list: it is asked, has left, or has sent all the same. */
export const isListed = (round: Round, { participation, standing, returned }: Responding): boolean =>
  isAsked(round, participation) || participation.left !== null || standing !== null || returned.length > 0;
