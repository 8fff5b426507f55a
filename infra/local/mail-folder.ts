import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import * as v from 'valibot';
import { referenceOf } from '../../shared/domain/submissions/reference.ts';
import type { EmulatedMail } from './mail-emulator.ts';

/** One mail as it was sent, kept as files: the emulator keeps none. */
const savedMail = v.object({
  messageId: v.string(),
  at: v.string(),
  from: v.string(),
  to: v.array(v.string()),
  /** Mails of earlier versions have none. */
  replyTo: v.optional(v.array(v.string()), []),
  subject: v.string(),
  headers: v.array(v.object({ name: v.string(), value: v.string() })),
  attachments: v.array(v.string()),
});
export type SavedMail = v.InferOutput<typeof savedMail> & {
  readonly folder: string;
  /** References of submissions that its text names. */
  readonly references: readonly string[];
};

export interface MailFolder {
  save(mail: EmulatedMail): Promise<void>;
  /** All mails, newest first. */
  list(): Promise<readonly SavedMail[]>;
}

/** The mails that lie in a folder. They are read once, when it is opened: nobody else writes there. */
export async function openMailFolder(folder: string): Promise<MailFolder> {
  const names = await readdir(folder);
  const begun = names.filter((name) => name.endsWith(partly));
  // Of a run that was killed. It had not said that they were sent.
  for (const name of begun) await rm(join(folder, name), { recursive: true });
  const whole = names.filter((name) => !begun.includes(name)).sort();
  const mails: SavedMail[] = [];
  for (const name of whole) {
    const mail = await readMail(join(folder, name));
    if (mail !== null) mails.unshift(mail);
  }
  return {
    async save(mail) {
      mails.unshift(await save(join(folder, folderName(mail.at, mail.messageId)), mail));
    },
    list: async () => mails,
  };
}

const partly = '.part';

async function save(folder: string, email: EmulatedMail): Promise<SavedMail> {
  const part = `${folder}${partly}`;
  await mkdir(part, { recursive: true });
  const attachments = email.attachments.map(({ filename = 'attachment' }) => basename(filename));
  const head: v.InferOutput<typeof savedMail> = {
    messageId: email.messageId,
    at: new Date(email.at * 1000).toISOString(),
    from: email.from,
    to: email.destination.to,
    replyTo: email.replyTo,
    subject: email.subject,
    headers: email.headers ?? [],
    attachments,
  };
  const { text = '', html = '' } = email.body;
  await writeFile(join(part, 'mail.json'), JSON.stringify(head, null, 2));
  await writeFile(join(part, 'mail.txt'), text);
  await writeFile(join(part, 'mail.html'), html);
  for (const [index, { content }] of email.attachments.entries()) {
    await writeFile(join(part, attachments[index] ?? 'attachment'), Buffer.from(content, 'base64'));
  }
  await rename(part, folder);
  return { ...head, folder, references: referencesIn(text) };
}

/** null: something else lies there, or somebody has changed it. */
async function readMail(folder: string): Promise<SavedMail | null> {
  const read = (name: string): Promise<string> => readFile(join(folder, name), 'utf8').catch(() => '');
  const head = v.safeParse(v.pipe(v.string(), v.parseJson(), savedMail), await read('mail.json'));
  return head.success ? { ...head.output, folder, references: referencesIn(await read('mail.txt')) } : null;
}

/** Mails of earlier versions name the whole id. */
const referencesIn = (text: string): string[] => {
  const ids = text.match(/\b[0-9a-f]{32}\b/g) ?? [];
  return [...new Set([...(text.match(/\b[0-9A-F]{4}(-[0-9A-F]{4}){2}\b/g) ?? []), ...ids.map(referenceOf)])];
};

/** The newest mail whose text names the submission. */
export function mailOfSubmission(id: string, mails: readonly SavedMail[]): SavedMail | null {
  return mails.find(({ references }) => references.includes(referenceOf(id))) ?? null;
}

const folderName = (seconds: number, messageId: string): string =>
  `${new Date(seconds * 1000).toISOString().replaceAll(':', '').slice(0, 17)}-${messageId.replace(/[^\w-]/g, '').slice(0, 40)}`;
