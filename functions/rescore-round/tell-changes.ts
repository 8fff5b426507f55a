import pMap from 'p-map';
import { finalId, rescoredId } from '../../shared/domain/mail/delivery.ts';
import type { Round } from '../../shared/domain/registry/registry.ts';
import type { AnyStandings } from '../../shared/domain/standings/any-standings.ts';
import { type Standing, tellAgain, tellFinal } from '../../shared/domain/standings/standing.ts';
import { wasThere } from '../../shared/domain/submissions/history.ts';
import type { DeliveryQueue, DeliveryRequest, OwedMails } from '../../shared/ports/outbox.ts';
import type { Registry } from '../../shared/ports/registry.ts';
import type { StandingsStore } from '../../shared/ports/standings-store.ts';
import type { SubmissionStore } from '../../shared/ports/submission-store.ts';
import { deliveryRequest } from '../../shared/use-cases/delivery-request.ts';
import { updateEntry } from '../../shared/use-cases/update-entry.ts';
import { type ShardOfRun, standingsAtOnce } from './score-shard.ts';

export interface TellDependencies {
  readonly registry: Pick<Registry, 'round'>;
  readonly store: Pick<SubmissionStore, 'standing' | 'putStanding'>;
  readonly standings: Pick<StandingsStore, 'accepted' | 'publication'>;
  readonly owed: Pick<OwedMails, 'note'>;
  readonly deliveries: DeliveryQueue;
}

/**
 * Makes a mail due for each authority of a shard whose shown percentage is another than its last mail told, and, once
 * results are final, for each that was not told so yet. What was told is written with it, so that doing it again tells
 * nobody twice.
 */
export async function tellChanges({ round: id, run, shard }: ShardOfRun, deps: TellDependencies): Promise<number> {
  const round = await deps.registry.round(id);
  if (round === null) throw new Error(`Round ${id} is not registered`);
  const published = (await deps.standings.publication(id))?.standings ?? null;
  const mailOf = (standing: Standing): DueMail | null => {
    if (published?.final !== undefined && isFinalNews(standing, published)) {
      return { id: finalId(standing.submission, run), told: tellFinal(standing, run) };
    }
    if (standing.told.percent === standing.score.percent) return null;
    return { id: rescoredId(standing.submission, run), told: tellAgain(standing, run) };
  };
  let told = 0;
  for await (const page of deps.standings.accepted(round, shard)) {
    const news = page.filter((standing) => mailOf(standing) !== null);
    const outcomes = await pMap(news, (standing) => tell(standing, round, mailOf, deps), {
      concurrency: standingsAtOnce,
    });
    told += outcomes.filter((wasTold) => wasTold).length;
  }
  return told;
}

interface DueMail {
  readonly id: string;
  /** With the mail in its outbox. */
  readonly told: Standing;
}

/** Of those that the published standings count: a file that came in later is counted, and told, by the next run. */
function isFinalNews(standing: Standing, { cutOff, questionnaire }: AnyStandings): boolean {
  const { final, score } = standing;
  return final === undefined && score.questionnaire === questionnaire && wasThere(standing, cutOff);
}

async function tell(
  read: Standing,
  round: Round,
  mailOf: (standing: Standing) => DueMail | null,
  deps: TellDependencies,
): Promise<boolean> {
  let due: DeliveryRequest | null = null;
  const change = async (current: Standing | null): Promise<Standing | null> => {
    const mail = current === null ? null : mailOf(current);
    if (current === null || mail === null) return null;
    due = deliveryRequest({ ...current, delivery: mail.id });
    await deps.owed.note(due);
    return mail.told;
  };
  const told = await updateEntry({ round, authority: read.authority, read }, change, deps.store);
  if (told !== null && due !== null) await deps.deliveries.request(due);
  return told !== null;
}
