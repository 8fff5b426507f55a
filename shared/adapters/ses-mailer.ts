import { type SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import type { Mailer } from '../ports.ts';
import { workbookType } from './s3-results-archive.ts';

export interface MailSettings {
  /** `Scorebook <results@benchmark.example>` */
  readonly from: string;
  /** Answers of people go to the office. */
  readonly replyTo: string;
  readonly configurationSet: string;
}

/** Mail by SES v2, as fields: there is no place in which a name could become a header. */
export function sesMailer(client: SESv2Client, { from, replyTo, configurationSet }: MailSettings): Mailer {
  return {
    async send({ to, subject, text, html, attachments, submission }) {
      const utf8 = (Data: string) => ({ Data, Charset: 'UTF-8' });
      const { MessageId } = await client.send(
        new SendEmailCommand({
          FromEmailAddress: from,
          ReplyToAddresses: [replyTo],
          Destination: { ToAddresses: [...to] },
          ConfigurationSetName: configurationSet,
          EmailTags: [{ Name: 'submission', Value: submission }],
          Content: {
            Simple: {
              Subject: utf8(oneLine(subject)),
              Body: { Text: utf8(text), Html: utf8(html) },
              // Out-of-office replies and other machines leave such mail alone (RFC 3834).
              Headers: [
                { Name: 'Auto-Submitted', Value: 'auto-generated' },
                { Name: 'X-Auto-Response-Suppress', Value: 'All' },
              ],
              Attachments: attachments.map(({ fileName, bytes }) => ({
                FileName: oneLine(fileName),
                RawContent: bytes,
                ContentType: workbookType,
                ContentDisposition: 'ATTACHMENT',
                ContentTransferEncoding: 'BASE64',
              })),
            },
          },
        }),
      );
      if (MessageId === undefined) throw new Error('SES accepted a mail without naming it');
      return MessageId;
    },
  };
}

function oneLine(text: string): string {
  // Line and paragraph separators are no control characters to Unicode, and break a line all the same.
  return text.replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ').trim();
}
