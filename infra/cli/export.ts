import { appendFile, mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { entries } from '../../shared/adapters/bucket-ports.ts';
import { cloudOf } from '../../shared/adapters/cloud.ts';
import { exportPorts } from '../../shared/adapters/compose.ts';
import { catalogue } from '../../shared/questionnaires/catalogue.ts';
import { actsCsv, toldActs } from '../../shared/use-cases/acts-table.ts';
import { type ExportDependencies, exportRound } from '../../shared/use-cases/export-round/export-round.ts';
import { type ResponseSources, responseList } from '../../shared/use-cases/response-list.ts';
import { saidTable, tableCsv } from '../../shared/use-cases/response-table.ts';
import { reachResults } from './reached-cloud.ts';
import { UsageError } from './usage-error.ts';

export interface ExportOptions {
  readonly round: string;
  readonly out: string;
  readonly table?: string;
  readonly results?: string;
  readonly folder: string;
  readonly evidence?: boolean;
  readonly acts?: true;
  readonly notes?: true;
}

const refused = {
  'unknown round': 'is not registered',
  'no standings': 'has no standings yet: re-score it first',
  erasing: 'was scored before an authority in it was erased: re-score it first',
} as const;

/** Writes a round as tidy tables into a folder; each file is there whole or not at all. */
export async function exportCommand({ round, out, evidence, acts, notes, ...places }: ExportOptions): Promise<number> {
  await mkdir(out, { recursive: true });
  const parts = await partsIn(out);
  const request = { round, withEvidence: evidence ?? null };
  const sources = await sourcesOf(places);
  const result = await exportRound(request, { ...sources, append: parts.append });
  if (result.outcome !== 'exported') throw new UsageError(`round ${round} ${refused[result.outcome]}`);
  if (acts === true) await parts.append('acts.csv', actsCsv(await toldActs(round, sources), { withNames: false }));
  if (notes === true) await parts.append('notes.csv', await notesCsv(round, sources));
  await parts.finish();
  const files = [...result.files, ...(acts === true ? ['acts.csv'] : []), ...(notes === true ? ['notes.csv'] : [])];
  console.log(`${result.authorities} authorities exported to ${out}: ${files.join(', ')}`);
  return 0;
}

async function notesCsv(id: string, sources: Sources): Promise<string> {
  const round = await sources.registry.round(id);
  return round === null ? '' : tableCsv(saidTable(await responseList(round, sources)));
}

type Places = Pick<ExportOptions, 'table' | 'results' | 'folder'>;
type Sources = Omit<ExportDependencies, 'append'> & ReturnType<typeof exportPorts> & Pick<ResponseSources, 'entries'>;

/** The deployed cloud that is named, or else the local one that runs on a state folder. */
async function sourcesOf({ folder, ...deployed }: Places): Promise<Sources> {
  const { table, results } = await reachResults(deployed, folder);
  const on = cloudOf({ TABLE_NAME: table, RESULTS_BUCKET: results });
  return { ...exportPorts(on), entries: entries(on), catalogue };
}

/** Files grow beside their place, and are put there in the end. */
async function partsIn(folder: string): Promise<{ append: ExportDependencies['append']; finish(): Promise<void> }> {
  const begun = new Set<string>();
  const part = (file: string): string => join(folder, `${file}.part`);
  return {
    async append(file, text) {
      if (!begun.has(file)) await rm(part(file), { force: true });
      begun.add(file);
      await appendFile(part(file), text);
    },
    async finish() {
      for (const file of begun) await rename(part(file), join(folder, file));
    },
  };
}
