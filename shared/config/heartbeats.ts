/** The schedules of a stage, and the function that works on each. Each says when it has, by a metric whose absence alarms. */
export const heartbeats = {
  reminders: 'remind-authorities',
  sweeps: 'sweep-outbox',
  reconciliations: 'reconcile-inbox',
  publications: 'publish-dashboard',
  rescorings: 'start-rescoring',
  finals: 'start-rescoring',
} as const;

export type Heartbeat = keyof typeof heartbeats;

export const heartbeatMetric = (of: Heartbeat): string => `Heartbeat-${of}`;
