import { rescoredId } from '../../shared/domain/delivery.ts';
import { type Standing, tellAgain } from '../../shared/domain/standing.ts';
import type { OwedMails } from '../../shared/mail-ports.ts';
import type { DeliveryQueue, Registry, Round, SubmissionStore } from '../../shared/ports.ts';
import type { StandingsStore } from '../../shared/standings-ports.ts';
import { atOnce } from './at-once.ts';
import type { ShardOfRun } from './score-shard.ts';

export interface TellDependencies {
  readonly registry: Pick<Registry, 'round'>;
  readonly store: Pick<SubmissionStore, 'standing' | 'putStanding'>;
  readonly standings: Pick<StandingsStore, 'accepted'>;
  readonly owed: Pick<OwedMails, 'note'>;
  readonly deliveries: DeliveryQueue;
}

/** Two writers of one standing in one moment are rare, more than a handful are a fault. */
const mostAttempts = 8;

/**
 * Makes a mail due for each authority of a shard whose shown percentage is another than its last mail told. What was
 * told is written with it, so that doing it again tells nobody twice.
 */
export async function tellChanges({ round: id, run, shard }: ShardOfRun, to: TellDependencies): Promise<number> {
  const round = await to.registry.round(id);
  if (round === null) throw new Error(`Round ${id} is not registered`);
  let told = 0;
  for await (const page of to.standings.accepted(round, shard)) {
    const outcomes = await atOnce(page.filter(isNews), (standing) => tell(standing, round, run, to));
    told += outcomes.filter((wasTold) => wasTold).length;
  }
  return told;
}

const isNews = ({ told, score }: Standing): boolean => told.percent !== score.percent;

async function tell(read: Standing, round: Round, run: string, to: TellDependencies): Promise<boolean> {
  let standing: Standing | null = read;
  for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
    if (standing === null || !isNews(standing)) return false;
    const { authority, submission } = standing;
    const owner = { kind: 'standing', round: round.id, authority } as const;
    const request = { owner, submission: rescoredId(submission, run) };
    await to.owed.note(request);
    if ((await to.store.putStanding(round, tellAgain(standing, run))) === 'written') {
      await to.deliveries.request(request);
      return true;
    }
    standing = await to.store.standing(round, authority);
  }
  throw new Error(`The standing of ${read.authority} was changed by others ${mostAttempts} times`);
}
