/** Caps on the mail that comes in. */
export const mailLimits = {
  /** Bytes of a whole mail, attachments in base64 and all: what SES takes at most. */
  bytes: 40 * 1024 * 1024,
  /** Workbooks of one mail. */
  workbooks: 10,
  /** Mails of one address in a day. A region's officer may send for many cities. */
  mailsADay: 50,
} as const;
