import { basename } from 'node:path';
import { s3Client } from '../../shared/adapters/aws/clients.ts';
import { cloudOf } from '../../shared/adapters/cloud.ts';
import { registryPorts } from '../../shared/adapters/compose.ts';
import { questionnairePrefix } from '../../shared/config/object-keys.ts';
import { definitionKeyOf } from '../../shared/domain/questionnaire/definition/definition.ts';
import { questionnaireKey, textIn } from '../../shared/domain/questionnaire/questionnaire.ts';
import { allQuestionnaires } from '../../shared/questionnaires/catalogue.ts';
import { putIntoInbox } from '../local/inbox-folder.ts';
import { bytesNamed } from './files-in.ts';
import { definitionOf } from './questionnaire.ts';
import { reachLocal, reachTable, type TablePlace } from './reached-cloud.ts';
import { shown } from './terminal-text.ts';

export interface PublishOptions {
  /** The deployed inbox. */
  readonly inbox?: string;
  /** State folder of the local cloud. */
  readonly folder: string;
}

/** Puts an authoring workbook without faults into the inbox, where it is published. Returns the exit status. */
export async function questionnairePublishCommand(
  file: string,
  { inbox: named, folder }: PublishOptions,
): Promise<number> {
  // Read once: what is sent is what was checked.
  const bytes = await bytesNamed(file);
  const definition = await definitionOf(bytes, file);
  const inbox = named ?? (await reachLocal(folder, '--inbox')).inbox;
  const sent = { fileName: basename(file), bytes, sender: null };
  await putIntoInbox(s3Client(), inbox, sent, questionnairePrefix);
  console.log(
    `${definitionKeyOf(definition)} is in the inbox. The office gets a mail that says whether it is published, with the workbook that authorities get.`,
  );
  return 0;
}

/** Says which questionnaires there are, and which rounds use them. Returns the exit status. */
export async function questionnaireListCommand(place: TablePlace): Promise<number> {
  const { registry, questionnaires } = registryPorts(cloudOf({ TABLE_NAME: await reachTable(place) }));
  const [published, rounds] = await Promise.all([questionnaires.list(), registry.rounds()]);
  const own = allQuestionnaires().map((one) => ({
    questionnaire: questionnaireKey(one),
    title: textIn(one.title, 'en'),
    languages: one.languages,
    publishedAt: null,
  }));
  for (const { questionnaire, title, languages, publishedAt } of [...own, ...published]) {
    const by = rounds.filter((round) => round.questionnaire === questionnaire).map(({ id }) => id);
    const when = publishedAt === null ? 'of Scorebook' : `published ${publishedAt.slice(0, 10)}`;
    const used = by.length === 0 ? 'no round uses it' : `used by ${by.join(', ')}: it never changes`;
    console.log(`${questionnaire}  ${shown(title)}  (${languages.join(', ')}; ${when}; ${used})`);
  }
  return 0;
}
