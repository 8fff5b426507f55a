import { dynamoClient } from '../../shared/adapters/aws-clients.ts';
import { dynamoRegistry } from '../../shared/adapters/dynamo-registry.ts';
import { questionnaireKey } from '../../shared/domain/questionnaire.ts';
import type { Round } from '../../shared/ports.ts';
import { allQuestionnaires, currentQuestionnaire, findQuestionnaire } from '../../shared/questionnaires/catalogue.ts';
import { UsageError } from './usage-error.ts';

export interface RoundOptions {
  readonly table: string;
  readonly questionnaire?: string;
  readonly opens?: string;
  readonly closes?: string;
  readonly shards?: number;
  readonly previous?: string;
  readonly mails?: 'attachment' | 'link';
}

/** Standings of a round lie in this many partitions: enough for some hundred thousand authorities. */
const defaultShards = 16;

/** Opens a round, or changes its dates. */
export async function roundCommand(id: string, options: RoundOptions): Promise<number> {
  if (!/^[\w.-]{1,40}$/.test(id))
    throw new UsageError('a round is named by letters, digits, dots and hyphens, e.g. 2022');
  const registry = dynamoRegistry(dynamoClient(), options.table);
  const before = await registry.round(id);
  const previous = options.previous ?? before?.previous;
  const mails = options.mails ?? before?.mails;
  const round: Round = {
    id,
    questionnaire: knownQuestionnaire(options.questionnaire ?? before?.questionnaire),
    opensAt: instant(options.opens) ?? before?.opensAt ?? null,
    closesAt: instant(options.closes) ?? before?.closesAt ?? null,
    shards: options.shards ?? before?.shards ?? defaultShards,
    ...(previous === undefined ? {} : { previous }),
    ...(mails === undefined ? {} : { mails }),
  };
  if (before !== null && before.shards !== round.shards) {
    throw new UsageError(`round ${id} has ${before.shards} shards; its standings would be lost with another number`);
  }
  await registry.putRound(round);
  console.log(
    `Round ${id}: ${round.questionnaire}, opens ${round.opensAt ?? 'at once'}, closes ${round.closesAt ?? 'never'}.`,
  );
  return 0;
}

function knownQuestionnaire(key = questionnaireKey(currentQuestionnaire)): string {
  if (findQuestionnaire(key) !== undefined) return key;
  const known = allQuestionnaires().map(questionnaireKey).join(', ');
  throw new UsageError(`there is no questionnaire ${key}; there is: ${known}`);
}

/** A day is its first moment; all times are UTC. */
function instant(text: string | undefined): string | null {
  if (text === undefined) return null;
  const date = new Date(text);
  if (Number.isNaN(date.getTime()))
    throw new UsageError(`"${text}" is no date; write e.g. 2022-10-31 or 2022-10-31T22:00:00Z`);
  return date.toISOString();
}
