import MailComposer from 'nodemailer/lib/mail-composer';
import { mailIn } from './pipeline.ts';

export const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

type Options = NonNullable<ConstructorParameters<typeof MailComposer>[0]>;

/** A message as a mail program writes it, by a library that is none of ours. */
export function compose(mail: Options): Promise<Buffer> {
  return new MailComposer({
    to: mailIn,
    subject: 'Our questionnaire',
    text: 'Please find it attached.',
    messageId: '<one@mail.city.example>',
    ...mail,
  })
    .compile()
    .build();
}

/** A message written by hand: for what no library would write. */
export const written = (...lines: readonly string[]): Buffer => Buffer.from(lines.join('\r\n'), 'latin1');
