import { type Problem, problem } from '../../shared/domain/answers/problems.ts';
import { labelsOf, nameKey } from '../../shared/domain/registry/names.ts';
import type { Authority } from '../../shared/domain/registry/registry.ts';
import { maySendFor } from '../../shared/domain/registry/registry.ts';
import { similarNames } from '../../shared/domain/registry/similar-names.ts';
import { isCutOff, type Receipt } from '../../shared/domain/submissions/submission.ts';
import type { PageUpload } from '../../shared/ports/page-uploads.ts';
import type { Registry } from '../../shared/ports/registry.ts';
import type { AnyAssessment } from './assess-any.ts';
import { coverProblem } from './said-in-file.ts';

export interface Whose {
  /** Only what is registered: a name that a file makes up is no authority. */
  readonly authority: Authority | null;
  readonly problems: readonly Problem[];
}

/** Where a part of a file leads: to no authority, to one, or to several. */
type Leads = readonly Authority[];

/**
 * Whose file it is. Its identity and its cover each lead to registered authorities, by id or by name; they have to agree
 * on one. A file that names nobody is of the page it was sent from, or of the one authority its sender is a contact of.
 */
export async function whoseFile(
  assessment: AnyAssessment,
  receipt: Receipt,
  announced: PageUpload | null,
  registry: Registry,
): Promise<Whose> {
  if (assessment.questionnaire === null) return { authority: null, problems: [] };
  const [identity, cover] = await Promise.all([identityLeads(assessment, registry), coverLeads(assessment, registry)]);
  if (identity === null && cover === null) return bySender(receipt, announced, registry);
  const both = agreed(identity?.leads ?? [], cover?.leads ?? []);
  if (both === null || (identity?.isContradictory === true && cover === null)) {
    return { authority: null, problems: [conflict([...(identity?.leads ?? []), ...(cover?.leads ?? [])], cover)] };
  }
  const written = cover?.name ?? identity?.name ?? '';
  const [one] = both;
  if (both.length > 1) return { authority: null, problems: [ambiguous(written, both)] };
  if (one === undefined) return { authority: null, problems: [await unknown(written, receipt, registry)] };
  return { authority: one, problems: otherName(one, cover) };
}

/** null where the two lead to different authorities. What leads to nobody says nothing against the other. */
function agreed(identity: Leads, cover: Leads): Leads | null {
  if (identity.length === 0) return cover;
  if (cover.length === 0) return identity;
  const both = identity.filter(({ id }) => cover.some((one) => one.id === id));
  return both.length === 0 ? null : both;
}

interface FromIdentity {
  readonly name: string;
  readonly leads: Leads;
  /** Its id is of one authority and its name of others. */
  readonly isContradictory: boolean;
}

/** null: the file has none, or one that names nobody. */
async function identityLeads({ named }: AnyAssessment, registry: Registry): Promise<FromIdentity | null> {
  const { id = null, name = null } = named.identity ?? {};
  if (id === null && name === null) return null;
  const [called, byId] = await Promise.all([
    name === null ? [] : registry.named(name),
    id === null ? null : registry.authority(id),
  ]);
  // An id that was cut off a long name is that of everybody whose name begins alike: then the name alone tells.
  const isClear = id !== null && (name === null || called.length > 0 || !isCutOff(id, name));
  const registered = isClear ? byId : null;
  const isContradictory = registered !== null && called.length > 0 && called.every((one) => one.id !== registered.id);
  const leads = registered === null ? called : isContradictory ? [registered, ...called] : [registered];
  return { name: name ?? id ?? '', leads, isContradictory };
}

interface FromCover {
  readonly name: string;
  readonly cell: string;
  readonly leads: Leads;
}

/** null: it says nothing beside the identity. */
async function coverLeads({ named }: AnyAssessment, registry: Registry): Promise<FromCover | null> {
  const { cover, identity } = named;
  if (cover.authority === null) return null;
  const { name, cell, isLine } = cover.authority;
  const { id: ownId = null, name: ownName = null } = identity ?? {};
  if (ownName !== null && nameKey(ownName) === nameKey(name)) return null;
  // A line above the questions may be their title.
  if (isLine && (ownId !== null || ownName !== null)) return null;
  const leads = await registry.named(name);
  return isLine && leads.length === 0 ? null : { name, cell, leads };
}

function conflict(leads: Leads, cover: FromCover | null): Problem {
  const all = [...new Map(leads.map((one) => [one.id, one])).values()];
  const labels = labelsOf(all);
  const facts = { authorities: labels.join('; '), first: labels[0] ?? '' };
  return cover === null
    ? problem('authority-conflicting', { facts })
    : coverProblem('authority-conflicting', cover.cell, cover.name, facts);
}

function ambiguous(name: string, leads: Leads): Problem {
  return problem('authority-ambiguous', {
    read: name,
    facts: { authority: name, authorities: labelsOf(leads).join('; ') },
  });
}

/** The cover says something that leads to nobody and is not only a letter away from a name of the authority. */
function otherName(authority: Authority, cover: FromCover | null): Problem[] {
  if (cover === null || cover.leads.length > 0) return [];
  const isLike = similarNames([authority])({ id: '', name: cover.name, country: null }) !== undefined;
  return isLike ? [] : [coverProblem('identity-conflicting', cover.cell, cover.name, { authority: authority.name })];
}

async function unknown(name: string, receipt: Receipt, registry: Registry): Promise<Problem> {
  const similar = similarNames(await maybeMeant(receipt, registry))({ id: '', name, country: null });
  return similar === undefined
    ? problem('authority-unknown', { facts: { authority: name } })
    : problem('authority-similar', { facts: { authority: name, similar: similar.name } });
}

/** Which authorities a name may be a misspelling of; a name only ever proposes. A stranger learns of none. */
async function maybeMeant({ sender, channel }: Receipt, registry: Registry): Promise<readonly Authority[]> {
  return sender === null ? (channel === 'office' ? registry.authorities() : []) : authoritiesOf(sender, registry);
}

async function authoritiesOf(sender: string, registry: Registry): Promise<Authority[]> {
  const own = await Promise.all((await registry.authoritiesOf(sender)).map((id) => registry.authority(id)));
  return own.filter((one) => one !== null);
}

async function bySender({ sender }: Receipt, announced: PageUpload | null, registry: Registry): Promise<Whose> {
  const ofPage = announced === null ? null : await registry.authority(announced.authority);
  if (ofPage !== null) return taken(ofPage, 'page');
  const own = sender === null ? [] : (await authoritiesOf(sender, registry)).filter((one) => maySendFor(one, sender));
  const [one] = own;
  if (one !== undefined && own.length === 1) return taken(one, 'sender');
  return { authority: null, problems: [problem('authority-missing')] };
}

const taken = (authority: Authority, by: 'page' | 'sender'): Whose => ({
  authority,
  problems: [problem('authority-taken', { facts: { authority: authority.name, because: by } })],
});
