/** The schedules of a stage, and the function that works on each. Each says when it has, by a metric whose absence alarms. */
export const heartbeats = {
  reminders: 'remind-authorities',
  closings: 'remind-authorities',
  sweeps: 'sweep-outbox',
  reconciliations: 'reconcile-inbox',
  publications: 'publish-dashboard',
  rescorings: 'start-rescoring',
  finals: 'start-rescoring',
} as const;

export type Heartbeat = keyof typeof heartbeats;

export const heartbeatMetric = (of: Heartbeat): string => `Heartbeat-${of}`;

/** Queues on which messages are put off again and again: the age of a message tells nothing of how long it has waited. */
export const putOffBy = { sheets: 'fetch-sheet', 'results-tabs': 'write-results-tab' } as const;
export type PutOff = keyof typeof putOffBy;

export const waitedMetric = (of: PutOff): string => `Seconds-waited-${of}`;
