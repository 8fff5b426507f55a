import { indexName } from '../../../domain/questionnaire/definition/definition.ts';
import { numberShown } from '../../../domain/scoring/form-score.ts';
import type { Profile } from '../../../domain/standings/standings.ts';
import { barPercent } from '../../words/form-scores.ts';
import { type FormAnswers, openFormAnswers } from './form-answers.ts';
import { type DataTexts, openDataTexts } from './form-data-page.ts';
import { type FormRow, type FormSite, formRows, scoredProfile, sectionsOf } from './form-site.ts';

/** One authority as the ranking shows it, with what its sections show. */
export interface FormRankingRow extends FormRow {
  /** 0..100: how much of its bar is filled. */
  readonly width: number;
  /** Whole percentages of the sections; null: too little is answered, or nothing of it is asked. */
  readonly sections: readonly (number | null)[];
}

/** All authorities by rank, what they answered to each question, and the data: each of them is scored once for all. */
export function formRanking(
  profiles: readonly Profile[],
  site: FormSite,
): { readonly rows: FormRankingRow[]; readonly answers: FormAnswers; readonly texts: DataTexts } {
  const { questionnaire } = site;
  const sections = sectionsOf(questionnaire);
  const answers = openFormAnswers(site);
  const texts = openDataTexts(profiles.length, site);
  const rows = formRows(profiles, site).map((row): FormRankingRow => {
    const scored = scoredProfile(row.profile, questionnaire);
    answers.add(row, scored);
    texts.add({ row, scored });
    const { nodes } = scored.scored;
    return {
      ...row,
      width: barPercent(nodes.get(indexName) ?? null),
      sections: sections.map(({ name }) => numberShown(wholePercent, nodes.get(name) ?? null)),
    };
  });
  return { rows, answers: answers.all(), texts: texts.all() };
}

const wholePercent = { shown: { as: 'percent', decimals: 0 } } as const;
