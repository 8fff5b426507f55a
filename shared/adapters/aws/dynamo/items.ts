import { gunzipSync, gzipSync } from 'node:zlib';
import * as v from 'valibot';
import { type AnswerCode, answerValues, leftParts } from '../../../domain/answers/answer.ts';
import { problemCodes } from '../../../domain/answers/problems.ts';
import { type Deliveries, fates } from '../../../domain/mail/delivery.ts';
import { roundMails } from '../../../domain/mail/mail-texts.ts';
import { contactRoles, mailForms } from '../../../domain/registry/registry.ts';
import { methodIds } from '../../../domain/scoring/methods/methods.ts';
import { entryKinds } from '../../../domain/submissions/history.ts';
import { receiptSchema } from '../../../queues/receipt-schema.ts';
import type { Key } from './keys.ts';

/** What items look like when they are read back. Every item carries the version of its shape. */
const schemaVersion = 1;

const count = v.object({ met: v.number(), total: v.number() });
const score = v.object({
  method: v.picklist(methodIds),
  percent: v.number(),
  overall: v.number(),
  met: v.number(),
  total: v.number(),
  categories: v.record(v.string(), count),
  pillars: v.record(v.string(), count),
  readings: v.object({ naNotMet: v.number(), naExcluded: v.nullable(v.number()), naMet: v.number() }),
});
const scoredBy = v.picklist([...methodIds, 'definition']);
const shown = v.object({ percent: v.number(), method: scoredBy, questionnaire: v.string() });
const formScore = v.object({ method: v.literal('definition'), percent: v.number() });
const delivery = {
  state: v.picklist(['due', 'sending', 'sent']),
  lease: v.nullable(v.object({ holder: v.string(), until: v.string() })),
  attempts: v.number(),
  messageId: v.nullable(v.string()),
  fate: v.optional(v.picklist(fates)),
  before: v.optional(shown),
  tells: v.optional(v.literal('final')),
};
const deliveries = v.array(
  v.union([
    v.object({ id: v.string(), ...delivery }),
    // As it was stored when a delivery's id was called by its submission.
    v.pipe(
      v.object({ submission: v.string(), ...delivery }),
      v.transform(({ submission, ...rest }) => ({ id: submission, ...rest })),
    ),
  ]),
);
const problem = v.object({
  code: v.picklist(problemCodes),
  severity: v.picklist(['reject', 'error', 'query', 'notice']),
  sheet: v.nullable(v.string()),
  cell: v.nullable(v.string()),
  indicator: v.nullable(v.string()),
  cells: v.exactOptional(v.array(v.string())),
  indicators: v.exactOptional(v.array(v.string())),
  read: v.nullable(v.string()),
  facts: v.record(v.string(), v.string()),
});
const backgroundValue = v.object({
  value: v.nullable(v.number()),
  raw: v.string(),
  unit: v.nullable(v.string()),
  year: v.nullable(v.number()),
  cell: v.nullable(v.string()),
  left: v.optional(v.boolean()),
});

export const submissionItem = v.object({
  id: v.string(),
  authority: v.nullable(v.string()),
  authorityName: v.nullable(v.string()),
  round: v.nullable(v.string()),
  questionnaire: v.nullable(v.string()),
  receipt: receiptSchema,
  stage: v.picklist(['committing', 'accepted', 'superseded', 'rejected']),
  problems: v.array(problem),
  background: v.record(v.string(), backgroundValue),
  score: v.nullable(v.union([score, formScore])),
  leftStanding: v.optional(v.array(v.string())),
  certifiedBy: v.optional(v.string()),
  note: v.optional(v.string()),
  deliveries: v.optional(deliveries),
});

const answerCode = v.custom<AnswerCode>((value) => typeof value === 'string' && value.startsWith('='));
const keptValue = v.union([v.picklist(answerValues), answerCode]);

export const answerItem = v.object({
  indicator: v.string(),
  value: keptValue,
  raw: v.string(),
  evidence: v.string(),
  /** Set when the evidence was too long for the item: its hash among the texts. */
  evidenceText: v.optional(v.string()),
  cell: v.nullable(v.string()),
  /** What of it is as its workbook was sent out. */
  left: v.optional(v.picklist(leftParts)),
  /** Of an answer that counts beside those of other submissions: the one it was given in. */
  source: v.optional(v.string()),
});

/** Many answers in one field, compressed: they are texts, and DynamoDB counts each begun KB. */
export const packed = (answers: readonly object[]): Uint8Array => gzipSync(JSON.stringify(wellFormed(answers)));
export const unpacked = (bytes: Uint8Array): unknown => JSON.parse(gunzipSync(bytes).toString('utf8'));

const packedAnswers = v.pipe(
  v.instance(Uint8Array),
  v.rawTransform(({ dataset, addIssue, NEVER }): unknown => {
    try {
      return unpacked(dataset.value);
    } catch {
      addIssue({ message: 'It cannot be unpacked' });
      return NEVER;
    }
  }),
  v.array(answerItem),
);

/** A chunk of the answers of a submission. */
export const answersItem = v.object({
  answers: packedAnswers,
  /** Names all chunks that were written together. */
  set: v.string(),
  /** How many these are; in the first one. */
  chunks: v.optional(v.number()),
});

/** Answers that count from several submissions; the answers stand beside it. */
export const countedItem = v.object({
  authority: v.string(),
  round: v.string(),
  questionnaire: v.string(),
  background: v.record(v.string(), v.object({ ...backgroundValue.entries, source: v.string() })),
});

export const standingItem = v.object({
  round: v.string(),
  authority: v.string(),
  version: v.number(),
  submission: v.string(),
  counted: v.optional(v.string()),
  order: v.string(),
  questionnaire: v.string(),
  answerCode: v.string(),
  evidenceCode: v.optional(v.string(), ''),
  verifiedCode: v.optional(v.string(), ''),
  score: shown,
  told: shown,
  final: v.optional(shown),
  reviewedAt: v.optional(v.string()),
  authorityName: v.optional(v.string(), ''),
  country: v.optional(v.nullable(v.string()), null),
  population: v.optional(v.nullable(v.number()), null),
  kind: v.optional(v.nullable(v.string())),
  deliveries,
});

export const historyItem = v.object({
  round: v.string(),
  authority: v.string(),
  submission: v.string(),
  counted: v.optional(v.string()),
  kind: v.optional(v.picklist(entryKinds)),
  object: v.optional(v.string()),
  unchanged: v.optional(v.boolean()),
  order: v.string(),
  reviewedAt: v.optional(v.string()),
  questionnaire: v.string(),
  answerCode: v.string(),
  evidenceCode: v.optional(v.string(), ''),
  verifiedCode: v.optional(v.string(), ''),
  method: scoredBy,
  percent: v.number(),
  facts: v.optional(
    v.object({
      kind: v.optional(v.nullable(v.string())),
      country: v.optional(v.nullable(v.string())),
      population: v.optional(v.nullable(v.number())),
    }),
  ),
});

export const outboxItem = v.object({ version: v.number(), deliveries });

const suppression = { reason: v.picklist(['bounce', 'complaint']), at: v.string() };

export const authorityItem = v.object({
  id: v.string(),
  name: v.string(),
  earlierNames: v.optional(v.array(v.string())),
  aliases: v.optional(v.array(v.string())),
  withdrawnNames: v.optional(v.array(v.string())),
  country: v.nullable(v.string()),
  population: v.optional(v.nullable(v.number())),
  kind: v.optional(v.nullable(v.string())),
  contacts: v.array(
    v.object({
      address: v.string(),
      name: v.optional(v.string()),
      language: v.string(),
      role: v.optional(v.picklist(contactRoles)),
      suppressed: v.optional(v.nullable(v.object(suppression))),
      added: v.optional(v.nullable(v.object({ by: v.string(), at: v.string() }))),
    }),
  ),
  stopped: v.optional(v.array(v.object({ address: v.string(), ...suppression }))),
});

export const roundItem = v.object({
  id: v.string(),
  questionnaire: v.string(),
  definition: v.optional(v.string()),
  opensAt: v.nullable(v.string()),
  closesAt: v.nullable(v.string()),
  timeZone: v.optional(v.string()),
  finalResults: v.optional(v.string()),
  shards: v.number(),
  previous: v.optional(v.string()),
  languages: v.optional(v.array(v.string())),
  mails: v.optional(v.picklist(mailForms)),
  publishesEvidence: v.optional(v.boolean()),
  method: v.optional(v.picklist(methodIds)),
  publishesResults: v.optional(v.boolean()),
  invitesAt: v.optional(v.string()),
  texts: v.optional(
    v.array(
      v.object({
        mail: v.picklist(roundMails),
        language: v.string(),
        subject: v.optional(v.string()),
        text: v.optional(v.string()),
      }),
    ),
  ),
});

export const roundParticipantsItem = v.object({
  lastDeadline: v.nullable(v.string()),
  named: v.boolean(),
  left: v.optional(v.boolean(), false),
});

/** A published version of a questionnaire; the definition itself is an object. */
export const questionnaireItem = v.object({
  questionnaire: v.string(),
  /** sha-256 of the definition. */
  definition: v.string(),
  title: v.string(),
  languages: v.array(v.string()),
  /** ISO instant. */
  publishedAt: v.string(),
  /** A round takes it: from then on it never changes. */
  inUse: v.optional(v.boolean(), false),
});

export const importItem = v.object({
  id: v.string(),
  fileName: v.string(),
  receivedAt: v.string(),
  sha256: v.string(),
  /** Hash of the plan among the texts of imports. */
  plan: v.string(),
  state: v.picklist(['applying', 'applied']),
  deliveries,
});

export const receiptItem = v.object({ closed: v.optional(v.boolean(), false), requeued: v.optional(v.number(), 0) });

/** An item as it is written. Texts of senders may hold half a character, cut in two; UTF-8 has no such thing. */
export function itemOf(key: Key, fields: object): Record<string, unknown> {
  return { ...key, schemaVersion, ...(wellFormed(fields) as object) };
}

function wellFormed(value: unknown): unknown {
  if (typeof value === 'string') return value.toWellFormed();
  if (Array.isArray(value)) return value.map(wellFormed);
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value;
  const given = Object.entries(value).filter(([, field]) => field !== undefined);
  return Object.fromEntries(given.map(([name, field]) => [name, wellFormed(field)]));
}

/** Checks an item that was read; throws an Error naming the item and the fields, never their values. */
export function parseItem<T extends v.GenericSchema>(schema: T, item: Record<string, unknown>): v.InferOutput<T> {
  const result = v.safeParse(schema, item);
  const known = item['schemaVersion'] === schemaVersion;
  if (result.success && known) return result.output;
  const fields = (result.issues ?? []).map((issue) => v.getDotPath(issue) ?? 'the whole');
  const named = [...(known ? [] : ['schemaVersion']), ...fields].join(', ');
  throw new Error(`The item ${String(item['pk'])} / ${String(item['sk'])} cannot be read: ${named}`);
}

/** Lists in items are plain arrays; in the domain nobody changes them. */
export const writable = (list: Deliveries): Deliveries[number][] => [...list];
