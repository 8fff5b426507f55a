import { randomBytes } from 'node:crypto';
import { pageKey } from '../../shared/config/object-keys.ts';
import type { SubmissionId } from '../../shared/domain/ids.ts';
import { maySendFor } from '../../shared/domain/registry/registry.ts';
import { maxFileNameLength, printable } from '../../shared/domain/submissions/file-name.ts';
import { noteIn } from '../../shared/domain/submissions/said-with-file.ts';
import { findSheetLink, sheetLink } from '../../shared/domain/submissions/sheet-link.ts';
import type { InboxWriter } from '../../shared/ports/inbox.ts';
import type { DailyAllowance } from '../../shared/ports/mail-intake.ts';
import type { PageUploads, UploadForms } from '../../shared/ports/page-uploads.ts';
import type { SubmissionStore } from '../../shared/ports/submission-store.ts';
import { together } from '../../shared/ports/together.ts';
import { actBytes, actMetadata } from '../../shared/queues/act-object.ts';
import { noteLeadsTo } from '../../shared/queues/correlation.ts';
import type { ActKind, PortalError, UploadForm } from '../../shared/rendering/portal/api-types.ts';
import type { Visitor } from './visitor.ts';

export interface UploadSources {
  readonly uploads: PageUploads;
  readonly forms: UploadForms;
  readonly inbox: InboxWriter;
  readonly allowance: DailyAllowance;
  readonly now: () => Date;
}

/** For how long a form takes a file: what was not begun to be sent by then does not come. */
export const formSeconds = 600;

/** A form by which the visitor puts one file into the inbox, in their own name and no other. */
export async function offerForm(
  { fileName, note }: { readonly fileName: string; readonly note?: string | undefined },
  visitor: Visitor,
  deps: UploadSources,
): Promise<UploadForm | PortalError> {
  const upload = await announce({ fileName: printable(fileName) || '?', note }, visitor, deps);
  if (typeof upload === 'string') return upload;
  const metadata = { sender: visitor.contact.address, filename: fileName };
  return { upload: upload.id, ...(await deps.forms.offer(pageKey(upload.id), metadata, formSeconds)) };
}

/** A link to an online sheet comes in as a file does that holds nothing else, built by us of the sheet's id. */
export async function takeSheetLink(
  { link: text, note }: { readonly link: string; readonly note?: string | undefined },
  visitor: Visitor,
  deps: UploadSources,
): Promise<{ readonly upload: string } | PortalError> {
  const link = findSheetLink(text);
  if (link === null) return 'no-link';
  if (link.kind !== 'sheet') return `sheet-${link.kind}`;
  const pointer = Buffer.from(`${sheetLink(link.id)}\n`);
  const metadata = { sender: visitor.contact.address, filename: 'link.txt' };
  return handIn({ fileName: '', note, bytes: pointer, metadata }, visitor, deps);
}

/** What counts is chosen by an object of the inbox, too: it has its place in the order of receipt, as files have. */
export async function takeAct(
  { act, submission }: { readonly act: ActKind; readonly submission: SubmissionId },
  visitor: Visitor,
  deps: UploadSources & { readonly store: Pick<SubmissionStore, 'submission'> },
): Promise<{ readonly upload: string } | PortalError> {
  const { authority, contact, round } = visitor;
  const chosen = await deps.store.submission(submission);
  if (chosen?.authority !== authority.id || chosen.round !== round.id) return 'unknown';
  const bytes = actBytes({ act, submission, authority: authority.id, round: round.id });
  const metadata = { sender: contact.address, filename: `${act}.json`, [actMetadata]: act };
  return handIn({ fileName: chosen.receipt.fileName || '?', bytes, metadata }, visitor, deps);
}

/**
 * The page says that all of a file is in the inbox, or that it went no further; of another authority's file, or of one
 * that is being read already, nothing is noted.
 */
export async function noteSending(
  id: string,
  stage: 'sent' | 'interrupted',
  { authority }: Visitor,
  { uploads }: Pick<UploadSources, 'uploads'>,
): Promise<{ readonly upload: string } | PortalError> {
  const upload = await uploads.find(id);
  if (upload === null || upload.authority !== authority.id) return 'unknown';
  await uploads.noteSending(id, stage);
  return { upload: id };
}

interface Announced {
  readonly fileName: string;
  readonly note?: string | undefined;
  readonly handedIn?: true;
}

/** What we put into the inbox ourselves. */
interface HandedIn extends Announced {
  readonly bytes: Uint8Array;
  readonly metadata: Record<string, string>;
}

/** Puts into the inbox what the visitor has asked for. It never comes in before it is announced. */
async function handIn(
  { bytes, metadata, ...of }: HandedIn,
  visitor: Visitor,
  deps: UploadSources,
): Promise<{ readonly upload: string } | PortalError> {
  const upload = await announce({ ...of, handedIn: true }, visitor, deps);
  if (typeof upload === 'string') return upload;
  try {
    await deps.inbox.put(pageKey(upload.id), bytes, metadata);
  } catch (error) {
    await deps.uploads.noteSending(upload.id, 'interrupted').catch(() => undefined);
    throw error;
  }
  return { upload: upload.id };
}

/**
 * Says beforehand that something will come in under an id of ours, while it is taken from the day's allowance. Nothing comes
 * in before both are done: what was announced beyond the allowance is known as going no further. That the allowance has
 * something left was read before, so it happens only to whoever asks twice at the last moment.
 */
async function announce(
  { fileName, note = '', handedIn }: Announced,
  { authority, contact, round }: Visitor,
  { uploads, allowance, now }: UploadSources,
): Promise<{ readonly id: string } | PortalError> {
  if (!maySendFor(authority, contact.address)) return 'not-a-sender';
  const id = randomBytes(16).toString('hex');
  const announcedAt = now().toISOString();
  const day = announcedAt.slice(0, 10);
  if (!(await allowance.hasLeft(contact.address, day))) return 'too-many';
  const noted = noteIn(note);
  const [isTaken] = await together([
    allowance.take(contact.address, day, id),
    uploads.announce({
      ...{ id, authority: authority.id, round: round.id, announcedAt },
      fileName: fileName.slice(0, maxFileNameLength),
      ...(noted === null ? {} : { note: noted }),
      ...(handedIn ? { handedIn } : {}),
    }),
  ]);
  if (!isTaken) {
    await uploads.noteSending(id, 'interrupted');
    return 'too-many';
  }
  noteLeadsTo(pageKey(id));
  return { id };
}
