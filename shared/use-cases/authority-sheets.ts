import pMap from 'p-map';
import { contactHash, type OwnSheet } from '../domain/registry/participation.ts';
import type { Authority, Contact, Round } from '../domain/registry/registry.ts';
import { hashedId } from '../domain/submissions/hashed-id.ts';
import { secondsToWait } from '../domain/submissions/sheet-waits.ts';
import type { Busy } from '../ports/online-sheets.ts';
import type { Participations } from '../ports/participations.ts';
import type { Sharing, SheetsFolder } from '../ports/sheets-folder.ts';
import { fill, messagesIn } from '../rendering/words/messages.ts';

export interface SheetMakers {
  readonly folder: SheetsFolder;
  readonly participations: Pick<Participations, 'of' | 'change'>;
  /** The workbook of an authority, as its invitation brings it. */
  readonly workbookFor: (authority: Authority, contact: Contact) => Promise<Uint8Array>;
  /** Accounts that read and write sheets; none where the shared drive has them as members. */
  readonly accounts: readonly string[];
  /** Waits so many seconds. */
  readonly pause: (seconds: number) => Promise<unknown>;
  /** 0 to 1. */
  readonly random: () => number;
}

/** An authority, and those of its contacts who are to edit its sheet. */
export interface SheetWanted {
  readonly authority: Authority;
  readonly contacts: readonly Contact[];
}

/** What became of the sheet of an authority. */
export interface SheetMade {
  readonly authority: Authority;
  readonly sheet: OwnSheet;
  /** It was there already. */
  readonly isKnown: boolean;
  /** Whom it could not be shared with: they have the workbook alone. */
  readonly refused: readonly { readonly address: string; readonly why: Exclude<Sharing, 'shared'> }[];
}

/** An account of ours could not be let in: no sheet could ever be read. */
export class AccountRefused extends Error {}

/** Sheets that are made at once. Drive keeps to no more changes at a time of one file, and to few of one account. */
const atOnce = 3;

/**
 * Makes a sheet for each authority and shares it with its contacts. Broken off and run again it goes on: what was made is
 * noted, and what was made and not noted yet is found in the folder by its key.
 */
export const makeSheets = (
  round: Round,
  wanted: readonly SheetWanted[],
  deps: SheetMakers,
  onDone: (made: SheetMade) => void = () => {},
): Promise<SheetMade[]> =>
  pMap(
    wanted,
    async (one) => {
      const made = await makeSheet(round, one, deps);
      onDone(made);
      return made;
    },
    { concurrency: atOnce },
  );

/** By which the sheet of an authority is found in its folder: no name in it. */
export const sheetKeyOf = (round: Round, authority: Pick<Authority, 'id'>): string =>
  hashedId(['sheet', round.id, authority.id], 40);

async function makeSheet(round: Round, { authority, contacts }: SheetWanted, deps: SheetMakers): Promise<SheetMade> {
  const before = (await deps.participations.of(round.id, authority.id)).sheet;
  const sheet = before ?? (await madeAndNoted(round, { authority, contacts }, deps));
  const refused: SheetMade['refused'][number][] = [];
  let shared = sheet.shared;
  const addresses = [...deps.accounts, ...contacts.map(({ address }) => address)];
  // One after the other: of two changes of who may open one file at a time, Drive keeps the later alone.
  for (const address of addresses.filter((one) => !shared.includes(contactHash(one)))) {
    const { outcome } = await whenAnswered(() => deps.folder.share(sheet.id, address), deps);
    if (outcome !== 'shared') {
      if (deps.accounts.includes(address)) throw new AccountRefused(address);
      refused.push({ address, why: outcome });
      continue;
    }
    const noted = await deps.participations.change(round.id, authority.id, (current) => {
      const own = current.sheet ?? sheet;
      const isNoted = own.shared.includes(contactHash(address));
      return isNoted ? current : { ...current, sheet: { ...own, shared: [...own.shared, contactHash(address)] } };
    });
    shared = noted.sheet?.shared ?? shared;
  }
  return { authority, sheet: { ...sheet, shared }, isKnown: before !== undefined, refused };
}

/** Of two runs at once the one that notes its sheet first is right; the other takes back what nobody has seen. */
async function madeAndNoted(round: Round, wanted: SheetWanted, deps: SheetMakers): Promise<OwnSheet> {
  const { id, changedAt } = await foundOrMade(round, wanted, deps);
  const own = { id, madeAt: changedAt, shared: [] };
  const noted = await deps.participations.change(round.id, wanted.authority.id, (current) =>
    current.sheet === undefined ? { ...current, sheet: own } : current,
  );
  const sheet = noted.sheet ?? own;
  if (sheet.id !== id) await deps.folder.discard(id);
  return sheet;
}

async function foundOrMade(round: Round, { authority, contacts }: SheetWanted, deps: SheetMakers) {
  const [contact] = contacts;
  if (contact === undefined) throw new Error('A sheet without anybody to edit it');
  const key = sheetKeyOf(round, authority);
  const words = messagesIn(contact.language).notices.invitation;
  const title = fill(words.subjectOpen, { authority: authority.name, round: round.id });
  const workbook = await deps.workbookFor(authority, contact);
  return whenAnswered(async () => {
    // Also after each wait: Google may have made it, and its answer was lost.
    const found = await deps.folder.find(key);
    if (found.outcome === 'busy') return found;
    if (found.outcome === 'found') return { outcome: 'done' as const, ...found.sheet };
    const made = await deps.folder.make({ key, title, workbook });
    return made.outcome === 'busy' ? made : { outcome: 'done' as const, ...made.sheet };
  }, deps);
}

/** Seconds after which whoever waits at a desk is told that it does not work; run again, it goes on. */
const maxWaitAtDesk = 3600;

/** Asks as often as it takes, by the minute. */
export async function whenAnswered<A extends { readonly outcome: string }>(
  ask: () => Promise<A | Busy>,
  { pause, random }: Pick<SheetMakers, 'pause' | 'random'>,
): Promise<Exclude<A, Busy>> {
  for (let waited = 0; ; ) {
    const answer = await ask();
    if (answer.outcome !== 'busy') return answer as Exclude<A, Busy>;
    const seconds = secondsToWait({ asked: (answer as Busy).seconds, waited }, random());
    if (waited > maxWaitAtDesk) throw new Error('Google has not answered for an hour');
    await pause(seconds);
    waited += seconds;
  }
}
