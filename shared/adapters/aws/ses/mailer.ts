import {
  LimitExceededException,
  type SESv2Client,
  SendEmailCommand,
  type SendEmailCommandInput,
  SendingPausedException,
  TooManyRequestsException,
} from '@aws-sdk/client-sesv2';
import { isMessageId, plainAddress } from '../../../domain/mail/mail-headers.ts';
import type { Mailer } from '../../../ports/mailer.ts';
import { MailerBusy } from '../../../ports/mailer.ts';
import { workbookType } from '../s3/results-archive.ts';

export interface MailSettings {
  /** `Scorebook <results@benchmark.example>` */
  readonly from: string;
  /** Where people's answers go: a corrected workbook is read there. */
  readonly replyTo: string;
  readonly configurationSet: string;
}

/** Mail by SES v2, as fields: there is no place in which a name could become a header. */
export function sesMailer(client: SESv2Client, { from, replyTo, configurationSet }: MailSettings): Mailer {
  return {
    async send({ to, subject, text, html, attachments, delivery, inReplyTo = null }) {
      const utf8 = (Data: string) => ({ Data, Charset: 'UTF-8' });
      const { MessageId } = await accepted(client, {
        FromEmailAddress: from,
        ReplyToAddresses: [replyTo],
        Destination: { ToAddresses: [...to] },
        ConfigurationSetName: configurationSet,
        EmailTags: [{ Name: 'submission', Value: delivery }],
        Content: {
          Simple: {
            Subject: utf8(headerText(subject)),
            Body: { Text: utf8(text), Html: utf8(html) },
            Headers: [...headersOf(from), ...threadHeaders(inReplyTo)],
            Attachments: attachments.map(({ fileName, bytes }) => ({
              FileName: headerText(fileName),
              RawContent: bytes,
              ContentType: workbookType,
              ContentDisposition: 'ATTACHMENT',
              ContentTransferEncoding: 'BASE64',
            })),
          },
        },
      });
      if (MessageId === undefined) throw new Error('SES accepted a mail without naming it');
      return MessageId;
    },
  };
}

/** What SES refused for the time being it has not sent: that is no fault, and sure to be no duplicate. */
async function accepted(client: SESv2Client, mail: SendEmailCommandInput) {
  try {
    return await client.send(new SendEmailCommand(mail));
  } catch (error) {
    if (error instanceof TooManyRequestsException) throw new MailerBusy('too many a second', 60);
    if (error instanceof LimitExceededException) throw new MailerBusy('the quota is used up', 900);
    if (error instanceof SendingPausedException) throw new MailerBusy('sending is paused', 900);
    throw error;
  }
}

/** Out-of-office replies and other machines leave such mail alone (RFC 3834); by X-Loop we know our own. */
const headersOf = (from: string) => [
  { Name: 'Auto-Submitted', Value: 'auto-generated' },
  { Name: 'X-Auto-Response-Suppress', Value: 'All' },
  { Name: 'X-Loop', Value: plainAddress(from) },
];

/** Nothing else may become a header: an id that is none is left out. Mail programs thread by these two. */
function threadHeaders(messageId: string | null) {
  if (messageId === null || !isMessageId(messageId)) return [];
  return ['In-Reply-To', 'References'].map((Name) => ({ Name, Value: messageId }));
}

/** What a header can hold of a text: one line. */
function headerText(text: string): string {
  // Line and paragraph separators are no control characters to Unicode, and break a line all the same.
  return text.replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ').trim();
}
