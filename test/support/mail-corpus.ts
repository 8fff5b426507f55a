import { zipSync } from 'fflate';
import type { ReceiveOutcome } from '../../functions/receive-mail/receive-mail.ts';
import type { ReceiptVerdicts } from '../../infra/local/local-mail.ts';
import { mailLimits } from '../../shared/domain/mail/mail-limits.ts';
import { compose, written, xlsx } from './mails.ts';
import { mailIn } from './pipeline.ts';

export interface OddMail {
  readonly name: string;
  /** The message; `officer` is a contact, `workbook` a filled questionnaire of their authority. */
  readonly message: (officer: string, workbook: Buffer) => Buffer | Promise<Buffer>;
  /** What the receiving server says of it; PASS when nothing is given. */
  readonly verdicts?: ReceiptVerdicts;
  readonly outcome: ReceiveOutcome;
}

const forged = { outcome: 'refused', reason: 'unauthenticated' } as const;
const unregistered = { outcome: 'refused', reason: 'unregistered' } as const;
const nothing = { outcome: 'answered', reason: 'no-workbook' } as const;
const dropped = (rule: string) => ({ outcome: 'dropped', rule }) as const;
const taken = (files: number) => ({ outcome: 'taken', files }) as const;

const attached = (content: Buffer, filename = 'questionnaire.xlsx', contentType = xlsx) => ({
  content,
  filename,
  contentType,
});
const filled = (from: string, workbook: Buffer, more: object = {}) =>
  compose({ from, attachments: [attached(workbook)], ...more });
const withHeader = (name: string, value: string) => (officer: string, workbook: Buffer) =>
  filled(officer, workbook, { headers: { [name]: value } });
const withAttachments =
  (attachments: (workbook: Buffer) => object[]) =>
  (from: string, workbook: Buffer): Promise<Buffer> =>
    compose({ from, attachments: attachments(workbook) });
const saying =
  (text: string) =>
  (from: string): Promise<Buffer> =>
    compose({ from, text });
const headed = (...headers: readonly string[]): Buffer =>
  written(...headers, `To: ${mailIn}`, 'Subject: Hello', 'Content-Type: text/plain', '', 'Hello.');
/** A workbook in a message of which we write the headers ourselves. */
const byHand = (workbook: Buffer, ...headers: readonly string[]): Buffer =>
  written(
    ...headers,
    `To: ${mailIn}`,
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary="b"',
    '',
    '--b',
    `Content-Type: ${xlsx}`,
    'Content-Disposition: attachment; filename=q.xlsx',
    'Content-Transfer-Encoding: base64',
    '',
    workbook.toString('base64'),
    '--b--',
  );

const calendar = (method: string) => ({
  filename: 'invite.ics',
  contentType: 'text/calendar',
  content: Buffer.from(`BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:${method}\r\nEND:VCALENDAR\r\n`),
});
const sheet = `https://docs.google.com/spreadsheets/d/${'A1b2-_'.repeat(7)}`;
const picture = { filename: 'logo.png', content: Buffer.from('89504e470d0a1a0a', 'hex'), contentType: 'image/png' };
const card = { filename: 'me.vcf', content: Buffer.from('BEGIN:VCARD\r\nEND:VCARD'), contentType: 'text/vcard' };
const invitation = { filename: 'a.ics', content: Buffer.from('BEGIN:VCALENDAR'), contentType: 'text/calendar' };
const signature = { filename: 'smime.p7s', content: Buffer.from('x'), contentType: 'application/pkcs7-signature' };

export const oddMails: readonly OddMail[] = [
  // Who it is from
  { name: 'a spoofed sender', message: filled, verdicts: { dmarc: 'FAIL' }, outcome: forged },
  { name: 'a domain without a policy', message: filled, verdicts: { dmarc: 'GRAY' }, outcome: forged },
  {
    name: 'a spoofed sender that vouches for itself',
    message: withHeader(
      'Authentication-Results',
      'amazonses.com; spf=pass; dkim=pass; dmarc=pass header.from=city.example',
    ),
    verdicts: { dmarc: 'FAIL' },
    outcome: forged,
  },
  {
    name: 'a spoofed sender with headers of the receiving server',
    message: (officer, workbook) =>
      byHand(
        workbook,
        `From: ${officer}`,
        'X-SES-Spam-Verdict: PASS',
        'X-SES-DMARC-Verdict: PASS',
        'Received-SPF: pass',
      ),
    verdicts: { dmarc: 'FAIL' },
    outcome: forged,
  },
  {
    name: 'two From headers',
    message: (officer, workbook) => byHand(workbook, 'From: a@stranger.example', `From: ${officer}`),
    outcome: forged,
  },
  {
    name: 'two mailboxes in From',
    message: (officer, workbook) => byHand(workbook, `From: a@stranger.example, ${officer}`),
    outcome: forged,
  },
  {
    name: 'a group in From',
    message: (officer, workbook) => byHand(workbook, `From: All: ${officer};`),
    outcome: forged,
  },
  {
    name: 'a bare address as the name of a stranger',
    message: (officer, workbook) => byHand(workbook, `From: ${officer} <a@stranger.example>`),
    outcome: forged,
  },
  {
    name: 'two addresses in angle brackets',
    message: (officer, workbook) => byHand(workbook, `From: <${officer}> <a@stranger.example>`),
    outcome: forged,
  },
  {
    name: "a contact's address as the quoted name of a stranger",
    message: (officer, workbook) => byHand(workbook, `From: "${officer}" <a@stranger.example>`),
    outcome: unregistered,
  },
  {
    name: "a contact as Sender and Reply-To of a stranger's mail",
    message: (officer, workbook) => filled('a@stranger.example', workbook, { sender: officer, replyTo: officer }),
    outcome: unregistered,
  },
  { name: 'no sender at all', message: () => headed('X-Mailer: none'), outcome: dropped('no-return-path') },
  {
    name: 'a look-alike of a contact',
    message: (officer, workbook) => filled(officer.replace('o', '\u043e'), workbook),
    outcome: unregistered,
  },
  {
    name: 'a contact in capital letters, with a name',
    message: (officer, workbook) => filled(`"Officer, of the City" <${officer.toUpperCase()}>`, workbook),
    outcome: taken(1),
  },
  {
    name: 'spam of a stranger',
    message: () => headed('From: a@b.example'),
    verdicts: { spam: 'FAIL' },
    outcome: unregistered,
  },
  { name: 'a virus', message: filled, verdicts: { virus: 'FAIL' }, outcome: { outcome: 'refused', reason: 'virus' } },
  // Machines
  {
    name: 'out of office',
    message: withHeader('Auto-Submitted', 'auto-replied (vacation)'),
    outcome: dropped('auto-submitted'),
  },
  {
    name: 'made by a program',
    message: withHeader('Auto-Submitted', 'Auto-Generated; owner=x'),
    outcome: dropped('auto-submitted'),
  },
  { name: 'expressly by a person', message: withHeader('Auto-Submitted', 'no'), outcome: taken(1) },
  { name: 'to many', message: withHeader('Precedence', 'Bulk'), outcome: dropped('precedence') },
  ...['list', 'junk', ' LIST ; x'].map((value) => ({
    ...{ name: `to many: ${value}`, message: withHeader('Precedence', value), outcome: dropped('precedence') },
  })),
  ...['auto_reply', 'auto-reply'].map((value) => ({
    ...{ name: `by a vacation: ${value}`, message: withHeader('Precedence', value), outcome: dropped('precedence') },
  })),
  ...['X-Autogenerated', 'X-FC-MachineGenerated', 'X-Mail-Autoreply', 'X-Failed-Recipients'].map((name) => ({
    ...{ name: `by a program: ${name}`, message: withHeader(name, 'Reply'), outcome: dropped('auto-response') },
  })),
  {
    name: 'of a calendar, as Exchange says it',
    message: withHeader('Content-Class', 'urn:content-classes:calendarmessage'),
    outcome: dropped('calendar'),
  },
  ...['REPLY', 'COUNTER'].map((method) => ({
    name: `of a calendar, in a part of it: ${method}`,
    message: withAttachments(() => [calendar(method)]),
    outcome: dropped('calendar'),
  })),
  {
    name: 'an invitation, which a person may have sent',
    message: withAttachments(() => [calendar('REQUEST')]),
    outcome: nothing,
  },
  {
    name: 'a workbook beside the reply of a calendar',
    message: withAttachments((workbook) => [calendar('REPLY'), attached(workbook)]),
    outcome: taken(1),
  },
  { name: 'of first class', message: withHeader('Precedence', 'first-class'), outcome: taken(1) },
  { name: 'from a list', message: withHeader('List-Id', 'Officers <officers.city.example>'), outcome: dropped('list') },
  {
    name: 'that wants no answers',
    message: withHeader('X-Auto-Response-Suppress', 'OOF, AutoReply'),
    outcome: dropped('auto-response'),
  },
  {
    name: 'a bounce',
    message: (officer) =>
      headed('Return-Path: <>', `From: ${officer}`, 'Content-Type: multipart/report; report-type=delivery-status'),
    outcome: dropped('no-return-path'),
  },
  {
    name: "a mail server's",
    message: (officer) => headed('Return-Path: <MAILER-DAEMON@city.example>', `From: ${officer}`),
    outcome: dropped('no-return-path'),
  },
  {
    name: 'a receipt',
    message: (officer) =>
      written(
        `From: ${officer}`,
        'Content-Type: multipart/report; boundary=b; report-type=disposition-notification',
        '',
        '--b--',
      ),
    outcome: dropped('report'),
  },
  { name: 'our own', message: () => headed('From: Scorebook <Results@benchmark.example>'), outcome: dropped('own') },
  { name: 'our own, passed on', message: withHeader('X-Loop', 'results@benchmark.example'), outcome: dropped('own') },
  // What is in it
  { name: 'one workbook', message: filled, outcome: taken(1) },
  {
    name: 'two workbooks',
    message: withAttachments((workbook) => [
      attached(workbook),
      attached(Buffer.from('id;answer'), 'b.csv', 'text/csv'),
    ]),
    outcome: taken(2),
  },
  {
    name: 'the same workbook twice',
    message: withAttachments((workbook) => [attached(workbook), attached(workbook, 'copy.xlsx')]),
    outcome: taken(1),
  },
  {
    name: 'a workbook among a logo, a card, an invitation and a signature',
    message: (from, workbook) =>
      compose({
        from,
        html: '<img src="cid:logo">',
        attachments: [{ ...picture, cid: 'logo' }, card, invitation, attached(workbook), signature],
      }),
    outcome: taken(1),
  },
  { name: 'nothing attached', message: saying('Hello'), outcome: nothing },
  { name: 'a picture alone', message: withAttachments(() => [picture]), outcome: nothing },
  {
    name: 'a PDF alone',
    message: withAttachments(() => [attached(Buffer.from('%PDF-1.7'), 'form.pdf', 'application/pdf')]),
    outcome: nothing,
  },
  {
    name: 'a zip',
    message: withAttachments((workbook) => [
      attached(Buffer.from(zipSync({ 'q.xlsx': workbook })), 'q.zip', 'application/zip'),
    ]),
    outcome: taken(1),
  },
  {
    name: 'a forwarded mail',
    message: async (from, workbook) =>
      compose({ from, attachments: [attached(await filled('x@y.example', workbook), 'Fwd.eml', 'message/rfc822')] }),
    outcome: taken(1),
  },
  {
    name: 'a workbook shown in the text',
    message: withAttachments((workbook) => [{ ...attached(workbook), contentDisposition: 'inline' }]),
    outcome: taken(1),
  },
  {
    name: 'a workbook without name and type',
    message: withAttachments((content) => [{ content, filename: false, contentType: 'application/octet-stream' }]),
    outcome: taken(1),
  },
  {
    name: 'workbooks whose names end in a date, without a type',
    message: withAttachments((content) => [
      attached(content, 'Kysely 25.11.2026', 'application/octet-stream'),
      attached(Buffer.concat([content, Buffer.from(' ')]), 'kysely.2022', 'application/octet-stream'),
    ]),
    outcome: taken(2),
  },
  {
    name: 'a flat OpenDocument spreadsheet without a type',
    message: withAttachments(() => [attached(Buffer.from('<?xml?>'), 'kysely.fods', 'application/octet-stream')]),
    outcome: taken(1),
  },
  {
    name: 'a winmail.dat',
    message: withAttachments(() => [attached(Buffer.from('789f3e22', 'hex'), 'winmail.dat', 'application/ms-tnef')]),
    outcome: taken(1),
  },
  {
    name: 'broken base64',
    message: (from, workbook) =>
      Buffer.from(byHand(workbook, `From: ${from}`).toString('latin1').replace('UEsD', '!U*E s@D?'), 'latin1'),
    outcome: taken(1),
  },
  {
    name: 'a message that ends in the middle',
    message: (from, workbook) => byHand(workbook, `From: ${from}`).subarray(0, 2000),
    outcome: taken(1),
  },
  { name: 'a link to an online sheet', message: saying(`It is here: ${sheet}/edit#gid=0, thanks`), outcome: taken(1) },
  {
    name: 'a link in HTML, twice',
    message: (from) => compose({ from, text: '', html: `<a href="${sheet}/edit">here</a> ${sheet}` }),
    outcome: taken(1),
  },
  {
    name: 'links to two sheets',
    message: saying(`${sheet}/edit and ${sheet}x/edit`),
    outcome: taken(1),
  },
  {
    name: 'a sheet published to the web',
    message: saying(`https://docs.google.com/spreadsheets/d/e/2PACX-${'A'.repeat(60)}/pubhtml`),
    outcome: taken(1),
  },
  {
    name: 'a link beside a workbook',
    message: (from, workbook) => filled(from, workbook, { text: sheet }),
    outcome: taken(1),
  },
  {
    name: 'links that only look like one',
    message: saying(
      [
        'https://docs.google.com.evil.example/spreadsheets/d/AAAAAAAAAAAAAAAAAAAAAAAA',
        'https://evil.example/https:/docs.google.com/spreadsheets/d/AAAAAAAAAAAAAAAAAAAAAAAA',
        'https://docs.google.com/spreadsheets/d/../../AAAAAAAAAAAAAAAAAAAAAAAA',
        `https://docs.google.com/spreadsheets/d/${'A'.repeat(200)}`,
        'https://docs.google.com@evil.example/spreadsheets/d/AAAAAAAAAAAAAAAAAAAAAAAA',
      ].join('\n'),
    ),
    outcome: nothing,
  },
  {
    name: 'eleven workbooks',
    message: withAttachments((workbook) =>
      Array.from({ length: 11 }, (_, index) =>
        attached(Buffer.concat([workbook, Buffer.from([index])]), `${index}.xlsx`),
      ),
    ),
    outcome: { outcome: 'answered', reason: 'too-many-workbooks' },
  },
  {
    name: 'a subject and an id that want to be headers',
    message: (officer, workbook) =>
      byHand(
        workbook,
        `From: ${officer}`,
        'Subject: =?utf-8?Q?Hello=0D=0ABcc:_x@evil.example?=',
        'Message-ID: <a@b.example> <c@evil.example>',
      ),
    outcome: taken(1),
  },
  {
    name: 'parts within parts within parts',
    message: (officer) => {
      const open = (depth: number) => [`Content-Type: multipart/mixed; boundary="b${depth}"`, '', `--b${depth}`];
      return written(`From: ${officer}`, ...Array.from({ length: 300 }, (_, depth) => open(depth)).flat());
    },
    outcome: { outcome: 'answered', reason: 'unreadable' },
  },
  {
    name: 'two megabytes of headers',
    message: (officer) =>
      headed(`From: ${officer}`, ...Array.from({ length: 2048 }, () => `X-Long: ${'x'.repeat(1024)}`)),
    outcome: { outcome: 'refused', reason: 'unreadable' },
  },
  {
    name: 'more than is taken of a mail',
    message: (officer) => Buffer.concat([headed(`From: ${officer}`), Buffer.alloc(mailLimits.bytes)]),
    outcome: { outcome: 'answered', reason: 'too-large' },
  },
];
