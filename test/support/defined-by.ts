import type { Definition } from '../../shared/domain/questionnaire/definition/definition.ts';
import { readAuthoring } from '../../shared/spreadsheet/authoring/read-authoring.ts';

/** The definition of an authoring workbook's bytes. */
export async function definedBy(bytes: Uint8Array): Promise<Definition> {
  const read = await readAuthoring(bytes);
  if ('code' in read || read.definition === null) throw new Error('It cannot be used');
  return read.definition;
}
