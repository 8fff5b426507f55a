import type { AuthorityId } from '../domain/ids.ts';
import type { Authority, Round, Suppression } from '../domain/registry/registry.ts';

/** What a change of an authority is done with, so that neither waits for the other. */
export interface BesideChange {
  /** As `authority` has given it: where that stands still, it is not read again. */
  readonly read?: Authority;
  /** Done once, before the change holds; where it comes to false, nothing is changed. */
  readonly before?: () => Promise<boolean>;
  /** Done once the change holds, while what it leaves behind is taken away. */
  readonly after?: () => Promise<unknown>;
}

export interface Registry {
  authority(id: string): Promise<Authority | null>;
  /**
   * The authorities a text leads to: by registered id, or by a name it has now or had before, or by an alias. More than
   * one when several go by it; `Halle (BE)` is the Halle in Belgium. `profile`: how the caller reads an authority, where it has
   * begun to read the one that is most likely meant.
   */
  named(text: string, profile?: Registry['authority']): Promise<Authority[]>;
  /** Ids of the authorities a person is a contact of; the address in any case of letters. `profile`: as in `named`. */
  authoritiesOf(address: string, profile?: Registry['authority']): Promise<string[]>;
  round(id: string): Promise<Round | null>;
  /**
   * Into how many shards the entries of a round are spread, which never changes; null where this process has not read the
   * round yet. It tells nothing about whether the round is there.
   */
  knownShards(id: string): number | null;
  /** All that are registered, by id; a list is read, nothing is searched. */
  authorities(): Promise<Authority[]>;
  /** Their ids, from the list alone. */
  authorityIds(): Promise<AuthorityId[]>;
  rounds(): Promise<Round[]>;
  putAuthority(authority: Authority): Promise<void>;
  /**
   * Puts what `change` makes of what is registered then, so that nothing somebody else changes meanwhile is
   * lost. It may be asked more than once; null changes nothing.
   */
  changeAuthority(
    id: string,
    change: (current: Authority | null) => Authority | null,
    beside?: BesideChange,
  ): Promise<void>;
  /** Takes an authority out with its contacts; what it has sent in stays. */
  removeAuthority(id: string): Promise<void>;
  putRound(round: Round): Promise<void>;
  /**
   * Notes that no mail goes to an address any more, wherever it is a contact. The first reason stays.
   * Returns what stands there then; null when the address is no contact.
   */
  suppress(address: string, suppression: Suppression): Promise<Suppression | null>;
}
