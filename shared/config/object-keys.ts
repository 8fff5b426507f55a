declare const isMade: unique symbol;

/** Where an object lies in its bucket. Only a kind of object makes one, and each kind says what an erasure does with it. */
export type ObjectKey = string & { readonly [isMade]: true };

/** What an erasure does with an object. What does not go is looked into, and goes when it holds what is erased. */
export type OnObjectErasure =
  | 'it goes'
  /** Nothing in it is personal, and rounds cannot be without it. */
  | 'it stays'
  | 'it goes with the authority of its key'
  | 'it goes where nobody else wrote the same'
  | 'it goes where it counts the authority'
  | 'it is looked into';

interface Kind {
  readonly prefix: string;
  readonly erasure: OnObjectErasure;
}

const kinds: Kind[] = [];

/** Every kind of object there is. */
export const kindsOfObjects: readonly Pick<Kind, 'prefix'>[] = kinds;

/** A kind of object: what its keys begin with, and how they are made. */
function kindOf<P extends string>(prefix: P, erasure: OnObjectErasure) {
  kinds.push({ prefix, erasure });
  return { prefix, key: (...parts: readonly string[]) => `${prefix}${parts.join('/')}` as ObjectKey };
}

/** What an erasure does with an object, by its key, and what its key is made of after the prefix of its kind. */
export function onObjectErasure(key: string): { readonly erasure: OnObjectErasure; readonly parts: readonly string[] } {
  const [kind] = kinds
    .filter(({ prefix }) => key.startsWith(prefix))
    .sort((one, other) => other.prefix.length - one.prefix.length);
  if (kind === undefined) throw new Error('An object of no kind that is known');
  return { erasure: kind.erasure, parts: key.slice(kind.prefix.length).split('/') };
}

/** Each way in writes under a prefix of its own: the stack lets in and tells by these, the functions read by these. */
const office = kindOf('office/', 'it is looked into');
const page = kindOf('page/', 'it is looked into');
const mail = kindOf('mail/', 'it is looked into');
const sheet = kindOf('sheet/', 'it is looked into');
/** A copy of what was there: every erasure takes it, and what is planned and answered by it. */
const registry = kindOf('registry/', 'it goes');
const review = kindOf('review/', 'it goes');
/** What an office's questionnaire was published from: what is needed of it lies among the definitions. */
const questionnaire = kindOf('questionnaires/', 'it is looked into');
const plan = kindOf('registry/plans/', 'it goes');
const importAnswer = kindOf('registry/answers/', 'it goes');

/** Mails as they came, in a bucket of their own: SES names them. */
kindOf('', 'it is looked into');

/** `results/2022/espoo/<submission>.xlsx`, and the page beside it. */
const result = kindOf('results/', 'it goes with the authority of its key');
/** Definitions of questionnaires that offices have published. */
const definition = kindOf('definitions/', 'it stays');
const text = kindOf('texts/', 'it goes where nobody else wrote the same');
/** What standings are made of names all authorities of a shard; the next re-scoring makes it anew without this one. */
const countedShard = kindOf('standings/', 'it goes where it counts the authority');

export const submissionPrefixes = [office.prefix, page.prefix, mail.prefix, sheet.prefix] as const;
export const registryPrefix = registry.prefix;
export const reviewPrefix = review.prefix;
export const questionnairePrefix = questionnaire.prefix;

/** Nobody but the office's role may write there: what lies there is taken without asking who sent it. */
export const officePrefixes = [office.prefix, registryPrefix, reviewPrefix, questionnairePrefix] as const;

/** Prefixes of what the functions make. */
export const madePrefixes = {
  results: result.prefix,
  texts: text.prefix,
  definitions: definition.prefix,
  standings: countedShard.prefix,
  plans: plan.prefix,
  importAnswers: importAnswer.prefix,
} as const;

/** What the office puts into the inbox: `office/2022-11-18/<id>`. */
export const officeKey = (prefix: (typeof officePrefixes)[number], day: string, id: string): ObjectKey =>
  ({ 'office/': office, 'registry/': registry, 'review/': review, 'questionnaires/': questionnaire })[prefix].key(
    day,
    id,
  );
/** What the office decided about a file. */
export const actKey = (id: string): ObjectKey => office.key('acts', `${id}.json`);
/** An upload of the contacts' page; and the id of the upload that lies there, or null. */
export const pageKey = (upload: string): ObjectKey => page.key(upload);
export const uploadIn = (key: string): string | null => /^page\/([0-9a-f]{32})$/.exec(key)?.[1] ?? null;
/** A file of a mail. */
export const mailedKey = (day: string, id: string): ObjectKey => mail.key(day, id);
/** An online sheet, by the hash of how it was pointed to. */
export const sheetKey = (arrival: string): ObjectKey => sheet.key(arrival);

/** By a hash of what is kept there. */
export const textKey = (hash: string): ObjectKey => text.key(hash);
export const definitionKey = (hash: string): ObjectKey => definition.key(hash);
export const planKey = (hash: string): ObjectKey => plan.key(hash);
export const countedShardKey = (round: string, hash: string): ObjectKey => countedShard.key(round, hash);

export const importAnswerKey = (id: string): ObjectKey => importAnswer.key(`${id}.xlsx`);

/** The results workbook and the results page of a submission, or of a later delivery; without a round nothing lies there. */
export const resultsKey = (
  of: { readonly round: string | null; readonly authority: string | null },
  name: string,
  ending: 'xlsx' | 'html',
): ObjectKey => result.key(String(of.round), String(of.authority), `${name}.${ending}`);

/** A key that a link names, if it is that of a results workbook or page: nothing else is given out by a link. */
export const resultsFileOf = (key: string): ObjectKey | null =>
  key.startsWith(result.prefix) && /\.(xlsx|html)$/.test(key) ? (key as ObjectKey) : null;
