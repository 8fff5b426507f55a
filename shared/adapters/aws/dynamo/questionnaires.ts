import { hash } from 'node:crypto';
import { type DynamoDBDocumentClient, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { type Definition, definitionKeyOf } from '../../../domain/questionnaire/definition/definition.ts';
import { textOf } from '../../../domain/questionnaire/definition/definition-tree.ts';
import type { PublishedQuestionnaire, Questionnaires } from '../../../ports/questionnaires.ts';
import { together } from '../../../ports/together.ts';
import { untilWritten } from '../../../ports/until-written.ts';
import type { Texts } from '../s3/text-store.ts';
import { readBatches } from './batches.ts';
import { ignoringConflict } from './conditional-writes.ts';
import { itemOf, parseItem, questionnaireItem } from './items.ts';
import { listedQuestionnaireKey, listedQuestionnairePrefix, questionnaireItemKey, registryPartition } from './keys.ts';
import { getItem, itemsUnder } from './reads.ts';

/** Definitions that are kept ready, by their hash: a function that stays warm reads each once. */
const maxReady = 100;

/** An item names the version and the hash of its definition, which lies among the texts and never changes. */
export function dynamoQuestionnaires(
  client: DynamoDBDocumentClient,
  table: string,
  definitions: Texts,
): Questionnaires {
  const ready = new Map<string, Definition>();
  /** Hashes of versions that never change any more, by name: they are not asked for again. */
  const fixed = new Map<string, string>();

  const published = async (key: string): Promise<PublishedQuestionnaire | null> => {
    const item = await getItem(client, table, questionnaireItemKey(key));
    const found = item === undefined ? null : parseItem(questionnaireItem, item);
    if (found?.inUse === true) fixed.set(key, found.definition);
    return found;
  };

  const load = async (sha256: string): Promise<Definition> => {
    const known = ready.get(sha256);
    if (known !== undefined) return known;
    // What checks one is loaded by whoever meets a questionnaire of an office.
    const [written, { loadDefinition }] = await Promise.all([
      definitions.get(sha256),
      import('../../../domain/questionnaire/definition/load-definition.ts'),
    ]);
    const definition = loadDefinition(JSON.parse(written));
    const [oldest] = ready.keys();
    if (ready.size >= maxReady && oldest !== undefined) ready.delete(oldest);
    ready.set(sha256, definition);
    return definition;
  };

  const find = async (key: string): Promise<Definition | null> => {
    const sha256 = fixed.get(key) ?? (await published(key))?.definition;
    return sha256 === undefined ? null : load(sha256);
  };

  const listed = () => itemsUnder(client, table, { pk: registryPartition, sk: listedQuestionnairePrefix });
  const keyListed = (sk: unknown): string => String(sk).slice(listedQuestionnairePrefix.length);
  /** Beside its name what tells, in one read of all, which ones files may be read by: of those, nothing changes any more. */
  const putListed = (
    key: string,
    of: Pick<PublishedQuestionnaire, 'inUse' | 'publishedAt' | 'definition'>,
  ): Promise<unknown> =>
    client.send(new PutCommand({ TableName: table, Item: itemOf(listedQuestionnaireKey(key), of) }));

  return {
    find,

    async inUse() {
      const used = (await listed()).filter(({ inUse }) => inUse === true);
      const newest = used.sort((a, b) => (String(a['publishedAt']) < String(b['publishedAt']) ? 1 : -1));
      const found = await together(
        newest.map(({ sk, definition }) => (typeof definition === 'string' ? load(definition) : find(keyListed(sk)))),
      );
      return found.filter((one) => one !== null);
    },

    async list() {
      const keys = (await listed()).map(({ sk }) => questionnaireItemKey(keyListed(sk)));
      const found = (await readBatches(client, table, keys)).map((item) => parseItem(questionnaireItem, item));
      return found.sort((a, b) => (a.questionnaire < b.questionnaire ? -1 : 1));
    },

    published,

    async publish(definition, at) {
      const key = definitionKeyOf(definition);
      const written = JSON.stringify(definition);
      const before = await published(key);
      if (before?.definition === hash('sha256', written, 'hex')) return 'unchanged';
      if (before?.inUse === true) return 'in use';
      const sha256 = await definitions.keep(written);
      if (before === null) await putListed(key, { inUse: false, publishedAt: at, definition: sha256 });
      const { title, languages, defaultLanguage } = definition;
      const put = new PutCommand({
        TableName: table,
        Item: itemOf(questionnaireItemKey(key), {
          ...{ questionnaire: key, definition: sha256, languages, publishedAt: at, inUse: false },
          title: textOf(title, defaultLanguage, definition),
        }),
        ConditionExpression: 'attribute_not_exists(pk) OR inUse = :no',
        ExpressionAttributeValues: { ':no': false },
      });
      return (await ignoringConflict(client.send(put))) === 'written' ? 'published' : 'in use';
    },

    fix: (key) =>
      untilWritten(`The questionnaire ${key}`, async () => {
        const found = await published(key);
        if (found === null) return null;
        const { publishedAt, definition } = found;
        // Also where it is fixed already: whoever did it may have crashed before this.
        if (found.inUse) {
          await putListed(key, { inUse: true, publishedAt, definition });
          return found.definition;
        }
        const { pk, sk } = questionnaireItemKey(key);
        const update = new UpdateCommand({
          TableName: table,
          Key: { pk, sk },
          UpdateExpression: 'SET inUse = :yes',
          // Another version of that name may be published at this moment: the round takes what is there then.
          ConditionExpression: '#definition = :read',
          ExpressionAttributeNames: { '#definition': 'definition' },
          ExpressionAttributeValues: { ':yes': true, ':read': found.definition },
        });
        if ((await ignoringConflict(client.send(update))) === 'conflict') return 'conflict';
        fixed.set(key, found.definition);
        await putListed(key, { inUse: true, publishedAt, definition });
        return found.definition;
      }),
  };
}
