import type { MailHeader, ReceivedMail } from './event.ts';

/**
 * Who sent a mail, in small letters; null when nobody has proven it. The proof is the verdict of the receiving
 * server on DMARC, which is about the one mailbox in From: a message with two of them, or with a second From
 * header, could show one and be proven by the other. What the message says of its own authentication is not read.
 */
export function provenSender({ from, verdicts }: ReceivedMail, headers: readonly MailHeader[]): string | null {
  if (verdicts.dmarc !== 'PASS') return null;
  const written = headers.filter(({ name }) => name === 'from').map(({ value }) => value);
  if (from.length !== 1 || written.length !== 1) return null;
  const [told, read] = [...from, ...written].map(onlyMailbox);
  return told !== undefined && told === read ? told : null;
}

const address = String.raw`[^\s<>@,;:()"\\]+@[^\s<>@,;:()"\\]+`;
const mailbox = new RegExp(`^[^<>@,;:]*<(${address})>$|^(${address})$`);

/** The address of a value that names one mailbox and nothing that could be taken for another; null else. */
function onlyMailbox(value: string): string | null {
  const bare = value.replace(/"(?:[^"\\]|\\.)*"/g, '').replace(/\([^()]*\)/g, '');
  const [, named, alone] = mailbox.exec(bare.trim()) ?? [];
  return (named ?? alone)?.toLowerCase() ?? null;
}
