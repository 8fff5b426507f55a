import type { Parse } from './registry-rows.ts';

/** Characters of a name. */
const maxNameLength = 200;
const maxAddressLength = 254;

export const noLongerThan =
  (longest: number): Parse<string> =>
  (text) =>
    text.length <= longest ? { value: text } : { code: 'registry-name-long', facts: { longest: String(longest) } };

export const nameValue = noLongerThan(maxNameLength);

/** One mailbox and nothing around it: an address goes into mails as a recipient. */
export const addressValue: Parse<string> = (text) =>
  text.length <= maxAddressLength && /^[^\s@<>()[\]\\,;:"]+@([\p{L}\p{N}-]+\.)+[\p{L}\p{N}-]{2,}$/u.test(text)
    ? { value: text }
    : { code: 'registry-address-unclear' };
