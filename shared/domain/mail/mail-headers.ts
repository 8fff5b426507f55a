/** Of a Message-ID: printable ASCII between angle brackets, with one @, no longer than any program makes it (RFC 5322, 3.6.4). */
export const isMessageId = (text: string): boolean => text.length <= 250 && /^<[!-;=?A-~]+@[!-;=?A-~]+>$/.test(text);

/** `Scorebook <results@benchmark.example>` -> `results@benchmark.example`. */
export const plainAddress = (from: string): string => /<([^<>]+)>\s*$/.exec(from)?.[1] ?? from.trim();
