import { submissionOf } from '../../shared/domain/mail/delivery.ts';
import { askedOnce, begin, standingOnce } from '../../shared/ports/asked-once.ts';
import type { DeliveryRequest } from '../../shared/ports/outbox.ts';
import type { PreparationSources } from './prepare-delivery.ts';

/** What a mail is made of is read once, as it is when it is first asked for. */
export function readOnce<D extends PreparationSources>(deps: D): D {
  const { registry, store, reviews, standings, questionnaires } = deps;
  return {
    ...deps,
    registry: { ...registry, round: askedOnce(registry.round), authority: askedOnce(registry.authority) },
    store: {
      ...store,
      submission: askedOnce(store.submission),
      answers: askedOnce(store.answers),
      history: askedOnce(store.history),
      standing: standingOnce(store.standing),
    },
    reviews: { of: askedOnce(reviews.of) },
    standings: { current: askedOnce(standings.current) },
    questionnaires: { inUse: askedOnce(questionnaires.inUse) },
  };
}

/** Begins to read what other reads wait for, while it is not known yet whether a mail is due. */
export function readRound(
  { owner }: DeliveryRequest,
  { registry, standings }: Pick<PreparationSources, 'registry' | 'standings'>,
): void {
  if (owner.kind !== 'standing') return;
  begin([registry.round(owner.round), standings.current(owner.round)]);
}

/** Begins to read, all at once, what a mail with results is nearly always made of. */
export function readAhead<D extends PreparationSources>({ owner, delivery }: DeliveryRequest, deps: D): D {
  if (owner.kind !== 'standing') return deps;
  const { registry, store, reviews, questionnaires } = deps;
  const submission = submissionOf(delivery);
  begin([
    registry.round(owner.round).then((round) => round && store.standing(round, owner.authority)),
    store.submission(submission),
    store.answers(submission),
    store.history(owner.authority),
    registry.authority(owner.authority),
    reviews.of(owner.round, owner.authority),
    questionnaires.inUse(),
  ]);
  return { ...deps, pages: deps.pages.readAhead() };
}
