/** Days for which something stays that is not taken away before. What is erased stays as long in backups and logs. */
export const retentionDays = {
  /** Moments the table can be restored to (point-in-time recovery). */
  tableBackups: 35,
  logs: 90,
  /** Who asked for which object: by key, role and network address. */
  accessLogs: 365,
  messages: 14,
  /** An original in the inbox bucket. A benchmark keeps what its scores stand on. */
  originals: 3650,
  /** A mail as it came; the workbooks in it are originals. */
  mails: 90,
  /** A results workbook; it can be made again from the submission. */
  results: 730,
  /** Registry workbooks and the answers to them: each is a copy of the registry as it was. */
  registryWorkbooks: 90,
} as const;
