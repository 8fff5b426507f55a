/** The command cannot be carried out as typed; the message says what to type instead. */
export class UsageError extends Error {}
