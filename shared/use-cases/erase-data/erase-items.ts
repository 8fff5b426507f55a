import type { AuthorityId } from '../../domain/ids.ts';
import { evidenceMark } from '../../domain/review/review.ts';
import type { StoredItem, StoredItems } from '../../ports/erasures.ts';
import { type ErasedTexts, erasedMark } from './erased-texts.ts';

/** Long texts lie beside the table; items name them by their hash. */
export interface TextStore {
  /** null when there is no such text (any more). */
  find(hash: string): Promise<string | null>;
  keep(text: string): Promise<string>;
}

/** What is found of an authority before any of it goes: from then on its files are known by these. */
export interface FoundOfAuthority {
  readonly submissions: Set<string>;
  /** sha-256 of the originals. */
  readonly files: Set<string>;
  /** Hashes of long texts of its own, and of everybody else's. */
  readonly texts: Set<string>;
  readonly othersTexts: Set<string>;
}

/** Reads the whole table once and notes what of it belongs to the authority; null: to a person alone. */
export async function findItems(items: StoredItems, authority: AuthorityId | null): Promise<FoundOfAuthority> {
  const found: FoundOfAuthority = {
    submissions: new Set(),
    files: new Set(),
    texts: new Set(),
    othersTexts: new Set(),
  };
  if (authority === null) return found;
  const textsOf = new Map<string, string[]>();
  for await (const page of items.all()) {
    for (const item of page) {
      const { submission } = items.onErasure(item);
      if (submission === null) continue;
      if (item['authority'] === authority) {
        found.submissions.add(submission);
        const { sha256 } = (item['receipt'] ?? {}) as { sha256?: string };
        if (sha256 !== undefined) found.files.add(sha256);
      }
      const texts = answersIn(item).flatMap(({ evidenceText }) =>
        typeof evidenceText === 'string' ? evidenceText : [],
      );
      if (texts.length > 0) textsOf.set(submission, [...(textsOf.get(submission) ?? []), ...texts]);
    }
  }
  for (const [submission, texts] of textsOf) {
    const owners = found.submissions.has(submission) ? found.texts : found.othersTexts;
    for (const text of texts) owners.add(text);
  }
  return found;
}

export interface ItemSearch {
  readonly items: StoredItems;
  readonly longTexts: TextStore;
  readonly texts: ErasedTexts;
  readonly authority: AuthorityId | null;
  readonly found: FoundOfAuthority;
  /** Only counts. */
  readonly dryRun: boolean;
}

/**
 * One pass over the table: what names a person is made not to, and what belongs to the authority goes, unless it
 * still stays for its files to be known by.
 */
export async function eraseItems(
  search: ItemSearch,
  ofAuthority: 'stays' | 'goes' = 'goes',
): Promise<{ removed: number; changed: number }> {
  const counts = { removed: 0, changed: 0 };
  for await (const page of search.items.all()) {
    for (const item of page) {
      const owned = isOwned(item, search);
      if (owned && ofAuthority === 'stays') continue;
      if (owned || isAlwaysToGo(item, search)) {
        counts.removed += 1;
        if (!search.dryRun) await search.items.remove(item);
        continue;
      }
      const changes = await changesOf(item, search);
      if (Object.keys(changes).length === 0) continue;
      counts.changed += 1;
      if (!search.dryRun) await search.items.change(item, changes);
    }
  }
  return counts;
}

/**
 * What the office has verified holds for one evidence text, known by its mark: where a text is to lose the person, the
 * mark is that of the text without. Done before any text is changed, it is found again after a crash.
 */
export async function keepVerified(search: ItemSearch): Promise<void> {
  const marks = await changingMarks(search);
  if (marks.size === 0) return;
  for await (const page of search.items.all()) {
    for (const item of page) {
      if (search.items.onErasure(item).marksEvidence !== true) continue;
      const before = Object.entries(item['verified'] as Record<string, { readonly evidence: string }>);
      const verified = before.map(([id, one]) => [id, { ...one, evidence: marks.get(one.evidence) ?? one.evidence }]);
      await search.items.change(item, { verified: Object.fromEntries(verified) });
    }
  }
}

/** By the mark of each evidence text that names the person: the mark it has without. */
async function changingMarks({ items, longTexts, texts }: ItemSearch): Promise<Map<string, string>> {
  const marks = new Map<string, string>();
  for await (const page of items.all()) {
    for (const { evidence: short, evidenceText: hash } of page.flatMap(answersIn)) {
      const evidence = typeof hash === 'string' ? await longTexts.find(hash) : short;
      if (typeof evidence !== 'string' || !texts.isIn(evidence)) continue;
      marks.set(evidenceMark({ evidence }), evidenceMark({ evidence: texts.without(evidence) }));
    }
  }
  return marks;
}

/** A key cannot be changed, so an item whose key names the person goes whole: the contact's own. */
function isAlwaysToGo(item: StoredItem, { items, texts }: ItemSearch): boolean {
  return items.onErasure(item).person === 'goes with it' || texts.isIn(item.pk) || texts.isIn(item.sk);
}

function isOwned(item: StoredItem, { authority, found, items }: ItemSearch): boolean {
  if (authority === null) return false;
  const { authority: ofKey, submission } = items.onErasure(item);
  return (
    ofKey === authority || item['authority'] === authority || (submission !== null && found.submissions.has(submission))
  );
}

async function changesOf(item: StoredItem, search: ItemSearch): Promise<Record<string, unknown>> {
  const { items, texts } = search;
  if (items.onErasure(item).person === 'is left') return {};
  const clean = await withoutLong(texts.without(item), search);
  return Object.fromEntries(Object.entries(clean).filter(([name, value]) => value !== item[name]));
}

/** An answer as it lies in the table: its evidence, or the hash of it among the long texts. */
interface StoredAnswer {
  readonly evidence?: unknown;
  readonly evidenceText?: unknown;
}

/** The answers of an item: of a chunk many, of an item as they were stored before one, of every other none. */
const answersIn = (item: StoredItem): readonly StoredAnswer[] =>
  Array.isArray(item['answers']) ? item['answers'] : 'evidence' in item ? [item as StoredAnswer] : [];

/** The same with each long text that names the person kept without; the very same where none does. */
async function withoutLong(item: StoredItem, search: ItemSearch): Promise<StoredItem> {
  const before = answersIn(item);
  const after: StoredAnswer[] = [];
  for (const answer of before) after.push(await answerWithoutLong(answer, search));
  if (after.every((answer, index) => answer === before[index])) return item;
  return Array.isArray(item['answers']) ? { ...item, answers: after } : { ...item, ...after[0] };
}

async function answerWithoutLong(
  answer: StoredAnswer,
  { texts, longTexts, dryRun }: ItemSearch,
): Promise<StoredAnswer> {
  const text = typeof answer.evidenceText === 'string' ? await longTexts.find(answer.evidenceText) : null;
  if (text === null || !texts.isIn(text)) return answer;
  return { ...answer, evidenceText: dryRun ? erasedMark : await longTexts.keep(texts.without(text)) };
}
