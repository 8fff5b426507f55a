import { lastDeadlineOf } from './participation.ts';
import type { Round } from './registry.ts';

/** Files of the last day, and what the office corrects after the deadline, are still to come. */
const daysAfterClosing = 30;

/** Whether a round is open or was lately: what counts in it may still change without anybody asking for it. */
export function isRoundActive(round: Pick<Round, 'opensAt' | 'closesAt' | 'lastDeadline'>, now: Date): boolean {
  const { opensAt } = round;
  const closesAt = lastDeadlineOf(round);
  const opened = opensAt === null || new Date(opensAt) <= now;
  return opened && (closesAt === null || now.getTime() - new Date(closesAt).getTime() < daysAfterClosing * 86_400_000);
}
