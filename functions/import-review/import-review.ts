import pMap from 'p-map';
import { planReview } from '../../shared/domain/review/plan-review.ts';
import { type ReviewPlan, reviewedRounds, reviewRefusal } from '../../shared/domain/review/review-plan.ts';
import { cellText, type ReviewRow, reviewKeyOf } from '../../shared/domain/review/review-rows.ts';
import type { InboxObject } from '../../shared/domain/submissions/inbox-object.ts';
import type { Acts } from '../../shared/ports/acts.ts';
import type { AuthorityToReview } from '../../shared/rendering/workbooks/review/authority-to-review.ts';
import { readReview } from '../../shared/spreadsheet/reading/read-review.ts';
import {
  type ImportDependencies,
  type ImportOutcome,
  type ImportSteps,
  importWorkbook,
} from '../../shared/use-cases/import-workbook.ts';
import { knownQuestionnaires, type QuestionnaireSources } from '../../shared/use-cases/known-questionnaires.ts';
import { type ApplyDependencies, applyReview, reviewedAtOnce } from './apply-review.ts';
import { type ReviewSources, reviewableOf } from './reviewable-of.ts';

export type ReviewDependencies = ImportDependencies &
  Omit<ReviewSources, 'known'> &
  ApplyDependencies & { readonly acts: Pick<Acts, 'append'> } & QuestionnaireSources;

/** A review workbook to the answers that count, the authorities concerned told, and the answer to the office. */
export function importReview(upload: InboxObject, deps: ReviewDependencies): Promise<ImportOutcome> {
  return importWorkbook(upload, stepsOf(upload, deps), deps);
}

const stepsOf = ({ receivedAt }: InboxObject, deps: ReviewDependencies): ImportSteps<ReviewPlan> => ({
  kind: 'review',
  async plan(file) {
    const rows = await readReview(file);
    return 'code' in rows ? reviewRefusal(rows) : planReview(rows, await knownOf(rows, deps), receivedAt);
  },
  refusal: reviewRefusal,
  async apply({ updates }) {
    for (const { round, authority, given } of updates) {
      const facts = { questions: String(Object.keys(given).length) };
      await deps.acts.append({ round, authority, at: receivedAt, by: 'office', what: 'review', facts, reason: null });
    }
    await applyReview(updates, deps);
  },
  rescores: reviewedRounds,
  changes: ({ report }) => report.decisions.length,
  // Rows that were taken before may be about a file that no longer counts: silence would pass for consent.
  isNews: ({ report }) => report.decisions.length + report.problems.length > 0,
});

/** What counts of each authority that a row is about, by the row's key. */
async function knownOf(rows: readonly ReviewRow[], deps: ReviewDependencies) {
  const sources = { ...deps, known: await knownQuestionnaires(deps) };
  const known = new Map<string, AuthorityToReview>();
  const first = [...new Map(rows.map((one) => [reviewKeyOf(one), one])).values()];
  await pMap(
    first,
    async (row) => {
      const round = await deps.registry.round(cellText(row, 'round'));
      const found = round === null ? null : await reviewableOf(round, cellText(row, 'authority'), sources);
      if (found !== null) known.set(reviewKeyOf(row), found);
    },
    { concurrency: reviewedAtOnce },
  );
  return known;
}
