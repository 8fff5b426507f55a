import * as v from 'valibot';
import type { EntryKind } from '../domain/submissions/history.ts';
import type { StoredFile } from '../ports/inbox.ts';

/** An act comes in as an object of the inbox that says so beside it: it is kept and ordered as files are. */
export const actMetadata = 'act';

const actSchema = v.object({
  act: v.picklist(['replace-all', 'restore', 'accept-late']),
  round: v.string(),
  authority: v.string(),
  submission: v.string(),
  /** Of the office: who has decided, and why. */
  by: v.exactOptional(v.string()),
  reason: v.exactOptional(v.string()),
});

/** What the authority or the office asks for of a file that came in before. */
export type Act = ChoiceAct | LateAct;
type AnyAct = Readonly<v.InferOutput<typeof actSchema>>;
/** That a file counts again, or alone. */
export type ChoiceAct = AnyAct & { readonly act: Exclude<EntryKind, 'file'> };
/** That a file which came late counts all the same; only the office may. */
type LateAct = AnyAct & { readonly act: 'accept-late' };

export const isLateAct = (act: Act): act is LateAct => act.act === 'accept-late';

/** The act that an object holds; null when it is a file. Throws where it says that it is an act and is none. */
export function actIn({ bytes, metadata }: StoredFile): Act | null {
  if (metadata[actMetadata] === undefined) return null;
  return v.parse(actSchema, JSON.parse(new TextDecoder().decode(bytes))) as Act;
}

/** An act as an object of the inbox. */
export const actBytes = (act: Act): Buffer => Buffer.from(JSON.stringify(act));
