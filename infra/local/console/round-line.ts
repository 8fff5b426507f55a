import { counters } from '../../../shared/adapters/cloud.ts';
import type { Round } from '../../../shared/domain/registry/registry.ts';
import { finalityOf } from '../../../shared/domain/standings/finality.ts';
import { inZone, messagesIn } from '../../../shared/rendering/words/messages.ts';
import { rankingSentences } from '../../../shared/rendering/words/rank-words.ts';
import type { LocalCloud } from '../local-cloud.ts';
import type { RoundLine } from './round-pages.ts';

/** How settled the results of a round are, in the words of mails and pages. */
export async function roundLineOf(round: Round, { reached }: LocalCloud): Promise<RoundLine> {
  const standings = await counters(reached).counters(round.id);
  const finality = finalityOf(round, standings, new Date());
  const messages = inZone(messagesIn('en'), round.timeZone);
  const isClosed = round.closesAt !== null && new Date(round.closesAt) < new Date();
  return {
    sentences: rankingSentences(standings?.all.authorities ?? 0, finality, messages),
    mayBeFinal: finality?.state !== 'final' && (isClosed || round.closesAt === null) && standings !== null,
  };
}
