import { knownToRegistry } from '../../functions/import-registry/plan-import.ts';
import { writeRegistryWorkbook } from '../../shared/workbook/registry/registry-workbook.ts';
import { writeWhole } from '../write-whole.ts';
import { registrySources } from './registry.ts';

/** Writes the registry workbook: empty, or with what a deployed table has registered. */
export async function registryTemplateCommand(out: string, table: string | undefined): Promise<number> {
  const { languages, questionnaires } = knownToRegistry;
  const registry = table === undefined ? null : registrySources(table).registry;
  const bytes = await writeRegistryWorkbook({
    authorities: (await registry?.authorities()) ?? [],
    rounds: (await registry?.rounds()) ?? [],
    languages,
    questionnaires: [...questionnaires.keys()],
  });
  await writeWhole(out, bytes);
  console.error(`Registry: ${out}`);
  return 0;
}
