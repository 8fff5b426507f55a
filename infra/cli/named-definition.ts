import { existsSync } from 'node:fs';
import { cloudOf } from '../../shared/adapters/cloud.ts';
import { officePorts } from '../../shared/adapters/compose.ts';
import type { Definition } from '../../shared/domain/questionnaire/definition/definition.ts';
import { definitionIn } from './questionnaire.ts';
import { reachResults } from './reached-cloud.ts';
import { UsageError } from './usage-error.ts';

/** Where published questionnaires are, if it is not the local cloud. */
export interface DefinitionPlace {
  /** The deployed table, which names them, and the bucket in which they lie. */
  readonly table?: string;
  readonly results?: string;
  /** State folder of the local cloud. */
  readonly folder: string;
}

/** `municipal-climate@2026` */
const versionName = /^[a-z][a-z0-9-]*@[\w.-]+$/;

/** The definition of an authoring workbook, or the one that is published by that name. A file of that name goes first. */
export async function namedDefinition(named: string, place: DefinitionPlace): Promise<Definition> {
  if (!versionName.test(named) || existsSync(named)) return definitionIn(named);
  const { table, results } = await reachResults(place, place.folder);
  const { questionnaires } = officePorts(cloudOf({ TABLE_NAME: table, RESULTS_BUCKET: results }));
  const found = await questionnaires.find(named);
  if (found !== null) return found;
  const names = (await questionnaires.list()).map(({ questionnaire }) => questionnaire);
  const there = names.length === 0 ? 'none is published' : `published are: ${names.join(', ')}`;
  throw new UsageError(`there is no file and no published questionnaire “${named}”; ${there}`);
}
