import { existsSync } from 'node:fs';
import { join } from 'node:path';
import pMap from 'p-map';
import { cloudOf } from '../../shared/adapters/cloud.ts';
import { prefillPorts } from '../../shared/adapters/compose.ts';
import { deadlineOf, isAsked } from '../../shared/domain/registry/participation.ts';
import type { Authority, Round } from '../../shared/domain/registry/registry.ts';
import type { Participations } from '../../shared/ports/participations.ts';
import type { Registry } from '../../shared/ports/registry.ts';
import { catalogue } from '../../shared/questionnaires/catalogue.ts';
import { zipParts } from '../../shared/spreadsheet/formats/zip-parts.ts';
import { knownQuestionnaires } from '../../shared/use-cases/known-questionnaires.ts';
import {
  type Filling,
  fileNameOfWorkbook,
  type PrefillSources,
  prefilledWorkbook,
} from '../../shared/use-cases/prefilled-workbook.ts';
import { writeWhole } from '../write-whole.ts';
import { authorityCalled } from './known-registry.ts';
import { progressBar } from './progress-bar.ts';
import { reachResults } from './reached-cloud.ts';
import { UsageError } from './usage-error.ts';

export interface RoundTemplatesOptions {
  readonly out: string;
  readonly round?: string;
  /** Id or name: its workbook alone. */
  readonly authority?: string;
  readonly all?: boolean;
  readonly fill?: Filling;
  /** Of all workbooks; of each authority's first contact when it is not said. */
  readonly language?: string;
  readonly contact?: string;
  readonly office?: string;
  readonly table?: string;
  readonly results?: string;
  readonly folder: string;
}

export type TemplateSources = PrefillSources & {
  readonly registry: Pick<Registry, 'round' | 'authorities' | 'named'>;
  readonly participations: Pick<Participations, 'ofRound'>;
};

/** Where workbooks go: what is there already is left as it is. */
export interface WorkbookPlace {
  readonly has: (fileName: string) => boolean;
  readonly put: (fileName: string, bytes: Uint8Array) => Promise<void>;
  readonly finish: () => Promise<void>;
}

/** Workbooks that are made at once. */
const atOnce = 4;

/** Writes the workbooks of a round as its authorities get them, filled in. Returns the exit status. */
export async function roundTemplatesCommand(options: RoundTemplatesOptions): Promise<number> {
  const { round: id, folder, out, all } = options;
  if (id === undefined) throw new UsageError('name the round that the workbooks are for: --round 2026');
  const { table, results } = await reachResults(options, folder);
  const ports = prefillPorts(cloudOf({ TABLE_NAME: table, RESULTS_BUCKET: results }));
  const deps = { ...ports, catalogue: await knownQuestionnaires({ ...ports, catalogue }) };
  const round = await deps.registry.round(id);
  if (round === null) throw new UsageError(`no round “${id}” is registered`);
  const place = placeFor(out, all === true);
  const written = await writeRoundWorkbooks({ ...options, round }, deps, place);
  const { made, blank, left } = written;
  const ofBlank = blank === 0 ? '' : `, ${blank} of them blank`;
  const ofLeft = left === 0 ? '' : `; ${left} were there already and are as they were`;
  console.error(`Questionnaires written to ${out}: ${made}${ofBlank}${ofLeft}`);
  return 0;
}

/** One file, a zip of them, or a folder, where writing goes on after it was stopped. */
export function placeFor(out: string, isOfAll: boolean): WorkbookPlace {
  if (!isOfAll) return { has: () => false, put: (_, bytes) => writeWhole(out, bytes), finish: async () => undefined };
  if (!out.toLowerCase().endsWith('.zip')) {
    const path = (fileName: string): string => join(out, fileName);
    return {
      has: (fileName) => existsSync(path(fileName)),
      put: (fileName, bytes) => writeWhole(path(fileName), bytes),
      finish: async () => undefined,
    };
  }
  const files = new Map<string, Uint8Array>();
  return {
    has: () => false,
    put: async (fileName, bytes) => void files.set(fileName, bytes),
    finish: () => writeWhole(out, zipParts(Object.fromEntries([...files].sort(([a], [b]) => (a < b ? -1 : 1))))),
  };
}

/** What is there already stays: a run that was stopped goes on. */
export async function writeRoundWorkbooks(
  request: Omit<RoundTemplatesOptions, 'round' | 'out' | 'folder'> & { readonly round: Round },
  deps: TemplateSources,
  place: WorkbookPlace,
): Promise<{ readonly made: number; readonly blank: number; readonly left: number }> {
  const { round, fill = 'last', language, office, contact } = request;
  const named = request.authority === undefined ? null : await authorityCalled(request.authority, deps.registry);
  const authorities = named === null ? await deps.registry.authorities() : [named];
  const noted = await deps.participations.ofRound(
    round.id,
    authorities.map(({ id }) => id),
  );
  const asked = authorities.filter(({ id }) => named !== null || isAsked(round, noted.get(id) ?? null));
  const missing = asked.filter(({ id }) => !place.has(fileNameOfWorkbook(round.id, id)));
  const bar = progressBar(missing.length);
  const filled = await pMap(
    missing,
    async (authority) => {
      const deadline = deadlineOf(round, noted.get(authority.id) ?? null);
      const wanted = { round, authority, fill, deadline, office, contact, language: language ?? languageOf(authority) };
      const workbook = await prefilledWorkbook(wanted, deps);
      await place.put(workbook.fileName, workbook.bytes);
      bar.advance(authority.name);
      return workbook.filled;
    },
    { concurrency: atOnce },
  );
  bar.end();
  await place.finish();
  const blank = filled.filter((count) => count === 0).length;
  return { made: filled.length, blank, left: asked.length - missing.length };
}

const languageOf = ({ contacts: [first] }: Authority): string => first?.language ?? 'en';
