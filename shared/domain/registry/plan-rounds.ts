import type { RoundRow, SimplyGiven } from './parse-registry.ts';
import type { Round } from './registry.ts';
import { fieldChanges, roundFields } from './registry-fields.ts';
import { defined, type KeptInRegistry, type RegistryChange } from './registry-plan.ts';
import type { RowReader } from './registry-rows.ts';
import { type Edge, finalWords, instantOf, type Moment, movedEdge } from './registry-values.ts';
import { defaultTimeZone, localDay } from './time-zone.ts';

/** Standings of a round lie in this many partitions: enough for some hundred thousand authorities. */
const defaultShards = 16;

export interface RoundsPlan {
  readonly rounds: readonly Round[];
  readonly changes: readonly RegistryChange[];
  kept(tableRead: boolean): KeptInRegistry[];
}

/** Rounds are opened and changed; they are never removed, because standings hang on them. */
export function planRounds(
  rows: readonly RoundRow[],
  registered: readonly Round[],
  currentQuestionnaire: string,
  now: Date,
): RoundsPlan {
  const before = new Map(registered.map((round) => [round.id, round]));
  const ids = new Set<string | null>([...before.keys(), ...rows.map(({ id }) => id)]);
  const seen = new Set<string>();
  const planned = rows.flatMap((row) => {
    const { id, reader, given } = row;
    if (id !== null && seen.has(id)) reader.report('registry-id-twice', 'id', { id });
    if (id !== null) seen.add(id);
    const was = id === null ? null : (before.get(id) ?? null);
    const is = merged({ ...row, id: id ?? '' }, was, currentQuestionnaire);
    if (given.previous !== undefined && (!ids.has(given.previous) || given.previous === id)) {
      reader.report('registry-previous-unknown', 'previous');
    }
    if (was !== null && was.shards !== is.shards) {
      reader.report('registry-shards-fixed', 'shards', { shards: String(was.shards) });
    }
    if (is.opensAt !== null && is.closesAt !== null && is.closesAt <= is.opensAt) {
      reader.report('registry-deadline-early', 'deadline', {
        opens: roundFields.opens(is),
        deadline: roundFields.deadline(is),
      });
    }
    if (
      is.finalResults !== undefined &&
      !isWord(is.finalResults) &&
      is.closesAt !== null &&
      is.finalResults < is.closesAt
    ) {
      const final = roundFields.finalResults(is);
      reader.report('registry-final-early', 'finalResults', { final, deadline: roundFields.deadline(is) });
    }
    checkInvitations(reader, was, is, now);
    return reader.hasErrors() ? [] : [{ was, is, fields: fieldChanges(roundFields, was, is) }];
  });
  const changed = planned.filter(({ fields }) => fields.length > 0);
  return {
    rounds: changed.map(({ is }) => is),
    changes: changed.map(({ was, is, fields }) => ({
      kind: 'round',
      what: was === null ? 'added' : 'changed',
      id: is.id,
      address: null,
      fields,
    })),
    kept: (tableRead) =>
      tableRead
        ? registered.filter(({ id }) => !seen.has(id)).map(({ id }) => ({ kind: 'round', id, address: null }))
        : [],
  };
}

/** A day on which nothing would go out any more, or for files that would not count. What is registered already may be past. */
function checkInvitations(reader: RowReader, was: Round | null, is: Round, now: Date): void {
  const { invitesAt, opensAt, closesAt, timeZone = defaultTimeZone } = is;
  if (invitesAt === undefined) return;
  const invitations = roundFields.invitations(is);
  if (was?.invitesAt !== invitesAt && localDay(invitesAt, timeZone) < localDay(now.toISOString(), timeZone)) {
    reader.report('registry-invitations-past', 'invitations', { invitations, round: is.id });
    return;
  }
  const isEarly = opensAt !== null && localDay(invitesAt, timeZone) < localDay(opensAt, timeZone);
  const isLate = closesAt !== null && invitesAt >= closesAt;
  if (!isEarly && !isLate) return;
  const [opens, deadline] = [roundFields.opens(is) || '–', roundFields.deadline(is) || '–'];
  reader.report('registry-invitations-outside', 'invitations', { invitations, opens, deadline });
}

const isWord = (text: string | null): boolean => finalWords.some((word) => word === text);

function merged(
  { id, given, moments, withoutPrevious, withoutMethod }: RoundRow & { readonly id: string },
  was: Round | null,
  questionnaire: string,
): Round {
  const base: Round = was ?? { id, questionnaire, opensAt: null, closesAt: null, shards: defaultShards };
  const {
    previous,
    method,
    finalResults: _,
    invitesAt: __,
    ...round
  }: Round = { ...base, ...defined<SimplyGiven>(given) };
  const zones = { from: base.timeZone ?? defaultTimeZone, to: round.timeZone ?? defaultTimeZone };
  const instant = (moment: Moment | null | undefined, before: string | null, edge: Edge): string | null => {
    // The days of a round stay the same days when its zone changes.
    if (moment === undefined) return movedEdge(before, edge, zones);
    return moment === null ? null : instantOf(moment, edge, zones.to);
  };
  const final = finalResultsOf(moments.final, base.finalResults ?? null, zones);
  const invitesAt = instant(moments.invites, base.invitesAt ?? null, 'start');
  return {
    ...round,
    ...(final === null ? {} : { finalResults: final }),
    ...(invitesAt === null ? {} : { invitesAt }),
    opensAt: instant(moments.opens, base.opensAt, 'start'),
    closesAt: instant(moments.closes, base.closesAt, 'end'),
    ...(withoutPrevious || previous === undefined ? {} : { previous }),
    ...(withoutMethod || method === undefined ? {} : { method }),
  };
}

function finalResultsOf(
  written: RoundRow['moments']['final'],
  before: string | null,
  zones: { readonly from: string; readonly to: string },
): string | null {
  if (written === undefined) return isWord(before) ? before : movedEdge(before, 'start', zones);
  return typeof written === 'string' || written === null ? written : instantOf(written, 'start', zones.to);
}
