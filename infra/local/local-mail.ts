import { randomUUID } from 'node:crypto';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import PostalMime from 'postal-mime';
import type { DeclaredMail } from './declared-mail.ts';
import type { LocalClients } from './local-clients.ts';

export type LocalVerdict = 'PASS' | 'FAIL' | 'GRAY';

/** What the receiving server would say of a mail; nobody here asks any DNS. */
export interface ReceiptVerdicts {
  readonly dmarc?: LocalVerdict;
  readonly spam?: LocalVerdict;
  readonly virus?: LocalVerdict;
}

/** The part of SES that the emulator does not have: mail that comes in, and news of mail that went out. */
export interface LocalMail {
  /** Takes in a mail as it is, as SES would; returns the id SES would give it. */
  receive(raw: Uint8Array, verdicts?: ReceiptVerdicts): Promise<string>;
  /** Tells of a mail that went out, in the words of SES: `{ eventType: 'Bounce', … }`. */
  tell(event: object): Promise<void>;
}

export function localMail({ received, events }: DeclaredMail, { s3, sqs }: LocalClients): LocalMail {
  const send = async (QueueUrl: string | undefined, MessageBody: string): Promise<void> => {
    if (QueueUrl === undefined) throw new Error('The template declares no queue for that');
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));
  };
  return {
    async receive(raw, verdicts = {}) {
      if (received === null) throw new Error('The template declares no address for mail');
      const id = randomUUID();
      await s3.send(new PutObjectCommand({ Bucket: received.bucket, Key: id, Body: raw }));
      await send(received.queueUrl, JSON.stringify(await receiptOf(raw, { id, verdicts, ...received })));
      return id;
    },
    tell: (event) => send(events?.queueUrl, JSON.stringify(event)),
  };
}

/** What SES publishes of a mail that its rule has put into a bucket. */
export async function receiptOf(
  raw: Uint8Array,
  of: { readonly id: string; readonly verdicts: ReceiptVerdicts; readonly bucket: string; readonly address: string },
): Promise<object> {
  const message = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
  const end = message.indexOf('\r\n\r\n');
  // The headers alone, however many: what is taken of a message is for the function to say.
  const head = message.subarray(0, end === -1 ? message.length : end + 2);
  const { headers, subject } = await PostalMime.parse(head, { maxHeadersSize: Number.MAX_SAFE_INTEGER });
  const first = (name: string): string | undefined => headers.find(({ key }) => key === name)?.value;
  const from = headers.filter(({ key }) => key === 'from').map(({ value }) => value);
  const status = (verdict: LocalVerdict = 'PASS') => ({ status: verdict });
  const timestamp = new Date().toISOString();
  return {
    notificationType: 'Received',
    mail: {
      timestamp,
      messageId: of.id,
      // The envelope's sender, which a server in between leaves in this header.
      source: (first('return-path') ?? from[0] ?? '').replace(/^.*<([^<>]*)>.*$/, '$1'),
      destination: [of.address],
      headersTruncated: false,
      headers: headers.map(({ originalKey, value }) => ({ name: originalKey, value })),
      commonHeaders: { from, subject, messageId: first('message-id') },
    },
    receipt: {
      timestamp,
      recipients: [of.address],
      spfVerdict: status(of.verdicts.dmarc),
      dkimVerdict: status(of.verdicts.dmarc),
      dmarcVerdict: status(of.verdicts.dmarc),
      spamVerdict: status(of.verdicts.spam),
      virusVerdict: status(of.verdicts.virus),
      action: { type: 'S3', bucketName: of.bucket, objectKey: of.id },
    },
  };
}
