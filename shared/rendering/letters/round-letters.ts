import { type MailFacts, type MailText, type RoundMail, textOf } from '../../domain/mail/mail-texts.ts';
import type { Round } from '../../domain/registry/registry.ts';
import { fill, type Messages } from '../words/messages.ts';
import { readableInstant } from '../words/readable.ts';
import type { Letter } from './letter.ts';
import { type About, short, type Words } from './notice-letters.ts';
import { portalLinkPart } from './portal-link-part.ts';

/** What the mails of a round tell a contact. */
export interface RoundMailContent {
  readonly round: Pick<Round, 'id' | 'texts'>;
  readonly authority: string;
  /** ISO instant of the authority's own deadline; null: none. */
  readonly closes: string | null;
  /** Address of the contact's page; null where contacts have none. */
  readonly page: string | null;
  /** Name of the workbook that is attached; null: it is too large for a mail. */
  readonly fileName: string | null;
  /** The round whose answers it is filled in with; null: none. */
  readonly previous: string | null;
  /** Where the sheet is that the authority may answer in, and the address that may open it; null: there is none for them. */
  readonly sheet?: { readonly address: string; readonly to: string } | null | undefined;
  /** Texts of the questions that are not answered; null: nothing has come in yet. */
  readonly missing: readonly string[] | null;
}

/** Questions that a mail names. */
const maxNamed = 5;

/** An invitation: the first that a contact hears of a round. */
export const invitationWords = (content: RoundMailContent) => (about: About) => {
  const words = about.messages.notices.invitation;
  const isOpen = content.closes === null;
  return roundMail('invitation', content, about, {
    subject: isOpen ? words.subjectOpen : words.subject,
    headline: words.headline,
    paragraphs: [
      isOpen ? words.meaningOpen : words.meaning,
      ...fileLines(content, about.messages),
      words.send,
      ...sheetLines(content, about.messages),
      words.questions,
    ],
  });
};

/** Before the deadline, to those who have sent nothing, or not answered all. */
export const reminderWords = (content: RoundMailContent) => (about: About) => {
  const words = about.messages.notices.reminder;
  if (content.missing === null) {
    const { subject, headline } = words;
    const file = fileLines(content, about.messages);
    const paragraphs = [words.meaning, ...file, words.remedy, ...sheetLines(content, about.messages), words.sent];
    return roundMail('reminder', content, about, { subject, headline, paragraphs });
  }
  return roundMail('reminder', content, about, {
    subject: words.subjectPartly,
    headline: words.headlinePartly,
    paragraphs: [
      words.meaningPartly,
      content.fileName === null ? words.remedyLinked : words.remedyPartly,
      ...sheetLines(content, about.messages),
    ],
  });
};

/** That the office has given the authority a deadline of its own, whatever it has sent. */
export const deadlineWords = (content: RoundMailContent) => (about: About) => {
  const words = about.messages.notices.deadline;
  const { send, questions } = about.messages.notices.invitation;
  const file = fileLines(content, about.messages);
  return roundMail('deadline', content, about, {
    subject: words.subject,
    headline: words.headline,
    paragraphs: [words.meaning, ...file, send, ...sheetLines(content, about.messages), questions],
  });
};

/** The same after the deadline. */
export const overdueWords = (content: RoundMailContent) => (about: About) => {
  const words = about.messages.notices.overdue;
  const isPartly = content.missing !== null;
  return roundMail('overdue', content, about, {
    subject: isPartly ? words.subjectPartly : words.subject,
    headline: words.headline,
    paragraphs: [isPartly ? words.meaningPartly : words.meaning, words.remedy],
  });
};

const fileLines = ({ fileName, previous }: RoundMailContent, { notices }: Messages): string[] => [
  fileName === null ? notices.invitation.linked : notices.invitation.attached,
  ...(previous === null ? [] : [notices.invitation.previous]),
];

const sheetLines = ({ sheet = null }: RoundMailContent, { notices }: Messages): string[] =>
  sheet === null ? [] : [notices.invitation.sheet, notices.invitation.sheetOr];

interface Template {
  readonly subject: string;
  readonly headline: string;
  readonly paragraphs: readonly string[];
}

/** In the office's words where it has written some; what is to be known at a glance, and the page, stand in any. */
function roundMail(mail: RoundMail, content: RoundMailContent, about: About, ours: Template): Words {
  const { messages, office, mailIn } = about;
  const { authority, round, page, fileName, previous } = content;
  const closes = content.closes === null ? '–' : readableInstant(content.closes, messages);
  const facts: MailFacts = {
    ...{ authority, round: round.id, deadline: closes, link: page ?? '', address: mailIn, office },
    sheet: content.sheet?.address ?? '',
  };
  const { answers, prefilled } = messages.workbook;
  const inWorkbook = {
    yes: answers.yes,
    confirm: prefilled.confirm,
    fileName: fileName ?? '',
    previous: previous ?? '',
  };
  const filled = { ...facts, ...inWorkbook, closes, mailIn, to: content.sheet?.to ?? '' };
  const own = textOf(round, mail, messages.language);
  const paragraphs = ours.paragraphs.map((text) => fill(text, filled));
  return {
    subject: fill(own?.subject ?? ours.subject, own?.subject === undefined ? filled : facts),
    letter: {
      ...short(fill(ours.headline, filled), ownParagraphs(own, facts) ?? paragraphs, about),
      facts: glance(content, closes, messages),
      ...missingPart(content, messages),
      ...portalLinkPart(page, 'send', messages),
      link: !content.sheet ? null : { label: messages.notices.invitation.sheetOpen, address: content.sheet.address },
    },
  };
}

/** Plain text of the office's, a paragraph a line. One about the sheet goes only to those who have one. */
function ownParagraphs(own: MailText | null, facts: MailFacts): string[] | null {
  const lines = (own?.text ?? '')
    .split(/\s*\n\s*/u)
    .filter((line) => line !== '' && (facts.sheet !== '' || !line.includes('{sheet}')))
    .map((line) => fill(line, facts));
  return lines.length === 0 ? null : lines;
}

function glance({ round, closes, fileName }: RoundMailContent, deadline: string, { notices }: Messages) {
  const { facts } = notices.invitation;
  return [
    { title: facts.round, value: round.id },
    ...(closes === null ? [] : [{ title: facts.deadline, value: deadline }]),
    ...(fileName === null ? [] : [{ title: facts.file, value: fileName }]),
  ];
}

function missingPart({ missing }: RoundMailContent, { notices }: Messages): Pick<Letter, 'listed'> {
  if (missing === null || missing.length === 0) return {};
  const words = notices.reminder;
  const more = missing.length - maxNamed;
  return {
    listed: {
      heading: fill(words.missing, { count: missing.length }),
      lines: missing.slice(0, maxNamed),
      more: more > 0 ? fill(words.more, { count: more }) : '',
    },
  };
}
