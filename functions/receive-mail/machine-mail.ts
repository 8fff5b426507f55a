import type { MailHeader, ReceivedMail } from './event.ts';

/** Values of a header, as often as it is there. */
type Values = (header: string) => string[];

/** Kinds of mail that no person wrote to us and nobody may answer (RFC 3834, 2): answered, they could go on for ever. */
const rules: Readonly<Record<string, (values: Values, mail: ReceivedMail, own: readonly string[]) => boolean>> = {
  'auto-submitted': (values) => values('auto-submitted').some((value) => token(value) !== 'no'),
  precedence: (values) => values('precedence').some((value) => ['bulk', 'list', 'junk'].includes(token(value))),
  list: (values) => values('list-id').length > 0,
  'no-return-path': (values, { source }) =>
    [source, ...values('return-path')].some((path) => /^(<?>?|<?mailer-daemon@.*)$/i.test(path.trim())),
  // Exchange writes the first into all that it makes by itself; the others are older customs.
  'auto-response': (values) =>
    values('x-auto-response-suppress').some((value) => token(value) !== 'none') ||
    ['x-autoreply', 'x-autorespond', 'x-autoresponder'].some((header) => values(header).length > 0),
  report: (values) =>
    values('content-type').some((value) => ['multipart/report', 'message/delivery-status'].includes(token(value))),
  own: (values, { from }, own) => {
    const senders = [...values('x-loop'), ...values('from'), ...from].map((value) => value.toLowerCase());
    return own.some((address) => senders.some((sender) => sender.includes(address.toLowerCase())));
  },
};

const token = (value: string): string => (value.split(';', 1)[0] ?? '').trim().toLowerCase();

/** The rule by which a mail is none of a person's; null when a person may have written it. */
export function machineRule(mail: ReceivedMail, headers: readonly MailHeader[], own: readonly string[]): string | null {
  const values: Values = (header) => headers.filter(({ name }) => name === header).map(({ value }) => value);
  return Object.entries(rules).find(([, applies]) => applies(values, mail, own))?.[0] ?? null;
}
