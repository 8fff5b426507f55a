import type { Definition } from '../../shared/domain/questionnaire/definition/definition.ts';
import { definitionKeyOf } from '../../shared/domain/questionnaire/definition/definition.ts';
import type { Round } from '../../shared/domain/registry/registry.ts';
import { type FormCodes, scoreFormCodes } from '../../shared/domain/scoring/form-score.ts';
import { accept, type Standing } from '../../shared/domain/standings/standing.ts';
import { historyEntry } from '../../shared/domain/submissions/history.ts';
import { sent } from '../adapters/samples.ts';
import type { Pipeline } from './pipeline.ts';

/** An authority that has answered an office's own questionnaire. */
export interface StandingForm extends FormCodes {
  readonly authority: string;
  readonly name?: string;
  readonly country?: string | null;
  readonly population?: number | null;
  readonly kind?: string | null;
  /** ISO instant of receipt. */
  readonly at?: string;
  /** What was told of it, where that is something else than it scores. */
  readonly percent?: number;
}

/** As an ingest leaves it, with its mail sent. */
export function standingOfForm(round: Round, definition: Definition, one: StandingForm): Standing {
  const { authority, name, answerCode, evidenceCode, verifiedCode, at = '2026-11-18T09:12:30.000Z' } = one;
  const { country = null, population = null, kind = null } = one;
  const percent = one.percent ?? scoreFormCodes(definition, one, { country, population, kind }).shown ?? 0;
  const questionnaire = definitionKeyOf(definition);
  const submission = Buffer.from(`${authority} ${at}`).toString('hex').padEnd(32, '0').slice(-32);
  const standing = accept(null, {
    ...{ round: round.id, authority, submission, order: `${at}#${'0'.repeat(32)}#${submission}`, questionnaire },
    ...{ answerCode, evidenceCode, verifiedCode, authorityName: name ?? authority, country, population, kind },
    score: { percent, method: 'definition', questionnaire },
  });
  return { ...standing, deliveries: sent(standing.deliveries, submission) };
}

/** Publishes the questionnaire, opens the round, and lets these come to count. */
export async function openFormRound(
  pipeline: Pipeline,
  {
    round,
    definition,
    forms,
  }: { readonly round: Round; readonly definition: Definition; readonly forms: readonly StandingForm[] },
): Promise<void> {
  await pipeline.questionnaires.publish(definition, '2026-11-01T00:00:00.000Z');
  await pipeline.registry.putRound(round);
  for (const one of forms) {
    const standing = standingOfForm(round, definition, one);
    await pipeline.rescoring().store.putStanding(round, standing);
    await pipeline.rescoring().store.putHistory(historyEntry(standing));
  }
}
