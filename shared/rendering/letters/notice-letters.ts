import { quarantineDays } from '../../config/malware-scan.ts';
import { mailLimits } from '../../domain/mail/mail-limits.ts';
import type { AnswerReason } from '../../domain/mail/notice.ts';
import type { Refusal } from '../../domain/mail/refusal.ts';
import { megabytes } from '../../domain/submissions/limits.ts';
import { sheetLink } from '../../domain/submissions/sheet-link.ts';
import type { TabRefusal } from '../../domain/submissions/tab-refusal.ts';
import { fill, type Messages } from '../words/messages.ts';
import { readableDay, readableInstant } from '../words/readable.ts';
import { fromStranger, withoutLinks } from './from-stranger.ts';
import type { Letter } from './letter.ts';
import { portalLinkPart } from './portal-link-part.ts';

/** What is around every notice. */
export interface About {
  readonly messages: Messages;
  readonly footer: readonly string[];
  readonly office: string;
  readonly mailIn: string;
}

export interface Words {
  readonly subject: string;
  readonly letter: Letter;
}

/** A short letter: a headline, and a few sentences. */
export const short = (headline: string, paragraphs: readonly string[], { messages, footer }: About): Letter => ({
  language: messages.language,
  headline,
  percent: null,
  paragraphs,
  counts: null,
  problems: null,
  link: null,
  closing: [],
  footer,
});

export const answerWords =
  (reason: AnswerReason) =>
  (about: About): Words => {
    const words = about.messages.notices.answer;
    const facts = {
      most: mailLimits.workbooks,
      limit: fill(about.messages.facts.limit.megabytes, { count: megabytes(mailLimits.bytes) }),
    };
    const paragraphs = [fill(words[reason], facts), words.remedy, words.once];
    return { subject: words.subject, letter: short(words.headline, paragraphs, about) };
  };

/** Nothing of it is typed by whoever added them, but an address that is registered: the mail goes to anybody they name. */
export const colleagueWords =
  (of: { readonly authority: string; readonly round: string; readonly by: string; readonly page: string | null }) =>
  (about: About): Words => {
    const words = about.messages.notices.colleague;
    const { messages, office } = about;
    const facts = { authority: of.authority, round: of.round, by: of.by, office };
    const paragraphs = [words.meaning, words.together, words.mistake].map((text) => fill(text, facts));
    const letter = {
      ...short(fill(words.headline, facts), paragraphs, about),
      ...portalLinkPart(of.page, 'open', messages),
    };
    return { subject: fill(words.subject, facts), letter };
  };

/** A file that counts, or that was sent once more, and what its authority scores by now. */
type CountedFile = {
  readonly authority: string;
  readonly round: string;
  readonly percent: number;
  readonly fileName: string;
  readonly receivedAt: string;
  readonly page: string | null;
};

/** A file as a notice tells of it: its name is a stranger's. */
const fileFacts = <Of extends { readonly fileName: string; readonly receivedAt: string }>(
  of: Of,
  messages: Messages,
) => ({
  ...{ ...of, page: '' },
  fileName: fromStranger(of.fileName, messages),
  received: readableInstant(of.receivedAt, messages),
});

export const confirmationWords =
  (
    of: CountedFile & {
      /** Address of whoever sent it; null: nobody is known. */
      readonly by?: string | null;
      /** What it has changed, in sentences. */
      readonly changes?: readonly string[];
    },
  ) =>
  (about: About): Words => {
    const words = about.messages.notices.confirmation;
    const { by = null, changes = [], ...file } = of;
    const facts = fileFacts(file, about.messages);
    const sentBy = by === null ? null : fromStranger(by, about.messages);
    const paragraphs = [
      fill(words.meaning, facts),
      ...(sentBy === null ? [] : [fill(about.messages.mail.sequel.sentBy, { ...facts, by: sentBy })]),
      ...changes,
      fill(words.results, facts),
    ];
    const letter = {
      ...short(fill(words.headline, facts), paragraphs, about),
      percent: of.percent,
      ...portalLinkPart(of.page, 'open', about.messages),
    };
    return { subject: fill(words.subject, facts), letter };
  };

export const unchangedWords =
  (
    of: CountedFile & {
      /** When the same file came in before. */
      readonly before: string;
    },
  ) =>
  (about: About): Words => {
    const words = about.messages.notices.unchanged;
    const facts = { ...fileFacts(of, about.messages), before: readableInstant(of.before, about.messages) };
    const paragraphs = [words.meaning, words.remedy].map((text) => fill(text, facts));
    const letter = { ...short(words.headline, paragraphs, about), ...portalLinkPart(of.page, 'open', about.messages) };
    return { subject: fill(words.subject, facts), letter };
  };

export const sheetWaitingWords =
  (of: { readonly sheet: string; readonly receivedAt: string }) =>
  (about: About): Words => {
    const words = about.messages.notices['sheet-waiting'];
    const facts = { received: readableInstant(of.receivedAt, about.messages), office: about.office };
    const paragraphs = [fill(words.meaning, facts), sheetLink(of.sheet), fill(words.remedy, facts)];
    return { subject: words.subject, letter: short(words.headline, paragraphs, about) };
  };

/** What has to be done so that results go into the sheet; that they count, and are in another mail, comes first. */
export const tabUnwrittenWords =
  (of: { readonly sheet: string; readonly why: TabRefusal; readonly address: string }) =>
  (about: About): Words => {
    const words = about.messages.notices['tab-unwritten'];
    const facts = { address: of.address, tab: about.messages.mail.tab.title, office: about.office };
    const { meaning, remedy } = words.reasons[of.why];
    const paragraphs = [words.counts, meaning, sheetLink(of.sheet), remedy, words.once].map((text) =>
      fill(text, facts),
    );
    return { subject: words.subject, letter: short(words.headline, paragraphs, about) };
  };

export const suppressedWords =
  (of: {
    readonly address: string;
    readonly reason: 'bounce' | 'complaint';
    readonly at: string;
    readonly authorities: readonly string[];
  }) =>
  (about: About): Words => {
    const words = about.messages.notices.suppressed;
    const facts = {
      address: of.address,
      at: readableInstant(of.at, about.messages),
      authorities: of.authorities.join(', '),
    };
    const paragraphs = [words[of.reason], words.authorities, words.remedy].map((text) => fill(text, facts));
    return { subject: fill(words.subject, facts), letter: short(words.headline, paragraphs, about) };
  };

/** Its own words, line by line, without links. */
export const noteWords =
  (of: {
    readonly authority: string;
    readonly round: string | null;
    readonly fileName: string;
    readonly receivedAt: string;
    readonly by: string | null;
    readonly note: string;
    readonly isAccepted: boolean;
  }) =>
  (about: About): Words => {
    const { messages } = about;
    const words = messages.notices.note;
    const facts = {
      ...{ authority: of.authority, round: of.round ?? '–' },
      fileName: fromStranger(of.fileName, messages),
      received: readableInstant(of.receivedAt, messages),
      by: fromStranger(of.by ?? '', messages),
    };
    const lines = of.note.split('\n').filter((line) => line.trim() !== '');
    const paragraphs = [
      fill(words.meaning, facts),
      ...lines.map((line) => withoutLinks(line, messages)),
      ...(of.by === null ? [] : [fill(words.sentBy, facts)]),
      ...(of.isAccepted ? [] : [words.notAccepted]),
    ];
    const letter = short(fill(words.headline, facts), paragraphs, about);
    return { subject: fill(words.subject, facts), letter };
  };

export const quarantinedWords =
  (of: {
    readonly fileName: string;
    readonly sender: string | null;
    readonly receivedAt: string;
    readonly key: string;
  }) =>
  (about: About): Words => {
    const words = about.messages.notices.quarantined;
    const stranger = (text: string): string => fromStranger(text, about.messages);
    const facts = {
      fileName: stranger(of.fileName),
      sender: stranger(of.sender ?? ''),
      received: readableInstant(of.receivedAt, about.messages),
      key: stranger(of.key),
      days: quarantineDays,
    };
    const sender = of.sender === null ? words.senderUnknown : words.sender;
    const paragraphs = [words.meaning, sender, words.remedy].map((text) => fill(text, facts));
    return { subject: words.subject, letter: short(words.headline, paragraphs, about) };
  };

export const refusalsWords =
  (of: { readonly day: string; readonly shown: readonly Refusal[]; readonly more: boolean }) =>
  (about: About): Words => {
    const words = about.messages.notices.refusals;
    const facts = { day: readableDay(of.day, about.messages), count: of.shown.length };
    const lines = of.shown.map(({ at, from, subject, reason }) =>
      fill(words.line, {
        at: readableInstant(at, about.messages),
        from: fromStranger(from, about.messages),
        subject: fromStranger(subject, about.messages) || words.noSubject,
        reason: words.reasons[reason],
      }),
    );
    const paragraphs = [words.meaning, ...lines, ...(of.more ? [fill(words.more, facts)] : [])];
    return {
      subject: fill(words.subject, { ...facts, count: `${of.shown.length}${of.more ? '+' : ''}` }),
      letter: short(fill(words.headline, facts), paragraphs, about),
    };
  };
