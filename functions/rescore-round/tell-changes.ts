import { rescoredId } from '../../shared/domain/delivery.ts';
import { type Standing, tellAgain } from '../../shared/domain/standing.ts';
import type { OwedMails } from '../../shared/mail-ports.ts';
import type { DeliveryQueue, Registry, Round, SubmissionStore } from '../../shared/ports.ts';
import type { StandingsStore } from '../../shared/standings-ports.ts';
import { atOnce } from '../at-once.ts';
import { changeStanding } from '../change-standing.ts';
import { deliveryOf } from '../owed-delivery.ts';
import { type ShardOfRun, standingsAtOnce } from './score-shard.ts';

export interface TellDependencies {
  readonly registry: Pick<Registry, 'round'>;
  readonly store: Pick<SubmissionStore, 'standing' | 'putStanding'>;
  readonly standings: Pick<StandingsStore, 'accepted'>;
  readonly owed: Pick<OwedMails, 'note'>;
  readonly deliveries: DeliveryQueue;
}

/**
 * Makes a mail due for each authority of a shard whose shown percentage is another than its last mail told. What was
 * told is written with it, so that doing it again tells nobody twice.
 */
export async function tellChanges({ round: id, run, shard }: ShardOfRun, to: TellDependencies): Promise<number> {
  const round = await to.registry.round(id);
  if (round === null) throw new Error(`Round ${id} is not registered`);
  let told = 0;
  for await (const page of to.standings.accepted(round, shard)) {
    const outcomes = await atOnce(page.filter(isNews), standingsAtOnce, (standing) => tell(standing, round, run, to));
    told += outcomes.filter((wasTold) => wasTold).length;
  }
  return told;
}

const isNews = ({ told, score }: Standing): boolean => told.percent !== score.percent;

async function tell(read: Standing, round: Round, run: string, to: TellDependencies): Promise<boolean> {
  const { authority } = read;
  const requestOf = (standing: Standing) =>
    deliveryOf({ ...standing, submission: rescoredId(standing.submission, run) });
  const change = async (current: Standing | null): Promise<Standing | null> => {
    if (current === null || !isNews(current)) return null;
    await to.owed.note(requestOf(current));
    return tellAgain(current, run);
  };
  const told = await changeStanding({ round, authority, read }, change, to.store);
  if (told !== null) await to.deliveries.request(requestOf(told));
  return told !== null;
}
