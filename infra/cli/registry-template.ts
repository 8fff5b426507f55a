import { knownToRegistry, knownWithPublished } from '../../functions/import-registry/plan-import.ts';
import { writeRegistryWorkbook } from '../../shared/rendering/workbooks/registry/registry-workbook.ts';
import { namedParticipants } from '../../shared/use-cases/named-participants.ts';
import { writeWhole } from '../write-whole.ts';
import { type KnownRegistry, type RegistryPlace, withRegistry } from './known-registry.ts';

/** Writes the registry workbook: with what is registered, or empty where there is neither a table nor a local cloud. */
export async function registryTemplateCommand({ out, ...place }: RegistryPlace & { out: string }): Promise<number> {
  return withRegistry(place, (known) => writeRegistry(out, known));
}

async function writeRegistry(
  out: string,
  { registry, questionnaires: published, participations }: KnownRegistry,
): Promise<number> {
  const { languages, questionnaires } = published === null ? knownToRegistry : await knownWithPublished(published);
  const [authorities, rounds] = [(await registry?.authorities()) ?? [], (await registry?.rounds()) ?? []];
  const bytes = await writeRegistryWorkbook({
    ...{ authorities, rounds },
    participants: participations === null ? [] : await namedParticipants(rounds, authorities, participations),
    languages,
    questionnaires: [...questionnaires.keys()],
  });
  await writeWhole(out, bytes);
  console.error(`Registry: ${out}`);
  return 0;
}
