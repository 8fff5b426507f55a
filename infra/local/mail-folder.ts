import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import * as v from 'valibot';

/** One mail as it was sent, kept as files: the emulator forgets its mails when it ends. */
const savedMail = v.object({
  messageId: v.string(),
  at: v.string(),
  from: v.string(),
  to: v.array(v.string()),
  subject: v.string(),
  headers: v.array(v.object({ name: v.string(), value: v.string() })),
  attachments: v.array(v.string()),
});
export type SavedMail = v.InferOutput<typeof savedMail> & { readonly folder: string };

const emulatorStore = v.object({
  emails: v.array(
    v.object({
      messageId: v.string(),
      from: v.string(),
      destination: v.object({ to: v.array(v.string()) }),
      subject: v.string(),
      body: v.object({ html: v.optional(v.string(), ''), text: v.optional(v.string(), '') }),
      attachments: v.array(v.object({ content: v.string(), filename: v.optional(v.string(), 'attachment') })),
      headers: v.optional(v.array(v.object({ name: v.string(), value: v.string() })), []),
      at: v.number(),
    }),
  ),
});

export interface MailFolder {
  /** Saves what the emulator has and the folder has not. */
  collect(): Promise<void>;
  /** All mails, newest first. */
  list(): Promise<SavedMail[]>;
}

export function mailFolder(folder: string, sesUrl: string): MailFolder {
  let collecting: Promise<void> = Promise.resolve();
  const collectOnce = async (): Promise<void> => {
    const response = await fetch(`${sesUrl}/store`);
    const { emails } = v.parse(emulatorStore, await response.json());
    const there = new Set(await readdir(folder));
    for (const email of emails) {
      const name = folderName(email.at, email.messageId);
      if (!there.has(name)) await save(join(folder, name), email);
    }
  };
  return {
    collect() {
      // One after the other: two at once would save the same mail twice.
      collecting = collecting.then(collectOnce, collectOnce);
      return collecting;
    },
    async list() {
      const names = (await readdir(folder))
        .filter((name) => !name.endsWith('.part'))
        .sort()
        .reverse();
      return Promise.all(names.map((name) => readMail(join(folder, name))));
    },
  };
}

type EmulatorMail = v.InferOutput<typeof emulatorStore>['emails'][number];

async function save(folder: string, email: EmulatorMail): Promise<void> {
  const part = `${folder}.part`;
  await mkdir(part, { recursive: true });
  const attachments = email.attachments.map(({ filename }) => basename(filename));
  const head: v.InferOutput<typeof savedMail> = {
    messageId: email.messageId,
    at: new Date(email.at * 1000).toISOString(),
    from: email.from,
    to: email.destination.to,
    subject: email.subject,
    headers: email.headers,
    attachments,
  };
  await writeFile(join(part, 'mail.json'), JSON.stringify(head, null, 2));
  await writeFile(join(part, 'mail.txt'), email.body.text);
  await writeFile(join(part, 'mail.html'), email.body.html);
  for (const [index, { content }] of email.attachments.entries()) {
    await writeFile(join(part, attachments[index] ?? 'attachment'), Buffer.from(content, 'base64'));
  }
  await rename(part, folder);
}

async function readMail(folder: string): Promise<SavedMail> {
  return { ...v.parse(savedMail, JSON.parse(await readFile(join(folder, 'mail.json'), 'utf8'))), folder };
}

/** The newest mail whose text names the submission. */
export async function mailOfSubmission(id: string, mails: readonly SavedMail[]): Promise<SavedMail | null> {
  for (const mail of mails) {
    if ((await readFile(join(mail.folder, 'mail.txt'), 'utf8')).includes(id)) return mail;
  }
  return null;
}

const folderName = (seconds: number, messageId: string): string =>
  `${new Date(seconds * 1000).toISOString().replaceAll(':', '').slice(0, 17)}-${messageId.replace(/[^\w-]/g, '').slice(0, 40)}`;
