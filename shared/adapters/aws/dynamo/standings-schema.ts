import * as v from 'valibot';
import { methodIds } from '../../../domain/scoring/methods/methods.ts';
import { type AnyStandingsPart, isPartOfForm } from '../../../domain/standings/any-standings.ts';
import { limited, ofHoweverFew } from '../../../domain/standings/limited.ts';
import type { StandingsPart } from '../../../domain/standings/standings.ts';

import { formStandingsPart, storedFormPart } from './form-standings-schema.ts';

/** What is kept of standings, as it is checked when it is read back. */

const counters = v.array(v.number());
const tally = v.object({
  authorities: v.number(),
  percents: counters,
  categories: v.record(v.string(), counters),
  pillars: v.record(v.string(), counters),
  indicators: v.record(v.string(), v.number()),
});

const yesNoPart = v.pipe(
  v.object({
    all: tally,
    groups: v.record(v.string(), tally),
    withoutCategory: v.record(v.string(), counters),
    metByPercent: v.record(v.string(), counters),
  }),
  v.transform(
    ({ all: { authorities, ...all }, groups, ...whole }): StandingsPart => ({
      all: limited(authorities, { ...all, ...whole }),
      groups: Object.fromEntries(
        Object.entries(groups).map(([group, { authorities: of, ...one }]) => [group, limited(of, one)]),
      ),
    }),
  ),
);

/** A part by whatever questionnaire. */
export const standingsPart = v.union([formStandingsPart, yesNoPart]);

/** What is kept of a part; {@link standingsPart} reads it. */
export const storedPart = (part: AnyStandingsPart): object =>
  isPartOfForm(part) ? storedFormPart(part) : storedYesNoPart(part);

function storedYesNoPart({ all, groups }: StandingsPart): object {
  const { withoutCategory, metByPercent, ...counted } = ofHoweverFew(all);
  const stored = Object.entries(groups).map(([group, one]) => [
    group,
    { authorities: one.authorities, ...ofHoweverFew(one) },
  ]);
  return {
    all: { authorities: all.authorities, ...counted },
    groups: Object.fromEntries(stored),
    ...{ withoutCategory, metByPercent },
  };
}

export const profiles = v.array(
  v.object({
    authority: v.string(),
    submission: v.string(),
    counted: v.optional(v.string()),
    name: v.string(),
    country: v.nullable(v.string()),
    population: v.nullable(v.number()),
    kind: v.exactOptional(v.nullable(v.string())),
    percent: v.number(),
    answerCode: v.string(),
    evidenceCode: v.string(),
    verifiedCode: v.string(),
  }),
);

export const countedShard = v.object({ part: standingsPart, profiles });

/** Counters are thousands of numbers, most of them 0: compressed they are a twentieth. */
export const standingsItem = v.object({
  round: v.string(),
  run: v.string(),
  cutOff: v.string(),
  questionnaire: v.string(),
  method: v.picklist([...methodIds, 'definition']),
  registered: v.optional(v.number()),
  final: v.optional(v.object({ since: v.string(), correctedAt: v.nullable(v.string()) })),
  counters: v.instance(Uint8Array),
  /** Hash among the texts of standings: those counters by an office's own questionnaire that would make the item too large. */
  more: v.optional(v.string()),
  /** Hashes among the texts of standings. */
  shards: v.string(),
  profiles: v.string(),
  draws: v.optional(v.string()),
});
