import type { FormReport } from '../../shared/domain/insight/form-report.ts';
import { type Definition, definitionKeyOf } from '../../shared/domain/questionnaire/definition/definition.ts';
import { countFormAuthorities, type PublishedFormStandings } from '../../shared/domain/standings/form-standings.ts';
import type { Profile } from '../../shared/domain/standings/standings.ts';
import type { AnsweredForm } from './form-codes.ts';
import { reportOfAnswers } from './form-reports.ts';

export const profileOfForm = ({ given: _, ...one }: AnsweredForm, at: number): Profile => ({
  ...one,
  ...{ authority: `a${at}`, name: `Authority ${at}`, submission: `of a${at}` },
});

/** What is published of these; `shown`: the profiles that are published of them. */
export function publishedForms(
  definition: Definition,
  authorities: readonly AnsweredForm[],
  shown: readonly Profile[] = authorities.map(profileOfForm),
): PublishedFormStandings {
  const about = {
    round: '2026',
    run: '1',
    cutOff: '2026-12-01T00:00:00.000Z',
    questionnaire: definitionKeyOf(definition),
  };
  return { standings: { ...about, ...countFormAuthorities(definition, authorities) }, profiles: shown };
}

/** The result of one of them, which may have changed since, beside what is published of all. */
export function reportAmong(
  definition: Definition,
  authorities: readonly AnsweredForm[],
  at: number,
  {
    now = authorities[at],
    published = publishedForms(definition, authorities),
    evidence = '',
    ...more
  }: Partial<FormReport> & {
    readonly now?: AnsweredForm | undefined;
    /** Beside each answer. */
    readonly evidence?: string;
  } = {},
): FormReport {
  if (now === undefined) throw new Error(`There is no authority ${at}`);
  const { country, population, kind, given } = now;
  const report = reportOfAnswers(definition, given, { facts: { country, population, kind }, evidence: () => evidence });
  return { ...report, country, published, authority: { id: `a${at}`, name: `Authority ${at}` }, ...more };
}
