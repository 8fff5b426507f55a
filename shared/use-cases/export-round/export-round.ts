import type { Catalogue } from '../../domain/questionnaire/catalogue.ts';
import type { Registry } from '../../ports/registry.ts';
import type { StandingsStore } from '../../ports/standings-store.ts';
import { coinrMeta } from '../../rendering/site/coinr-tables.ts';
import { csvHead, csvLines, dictionaryCsv } from '../../rendering/site/data-table.ts';
import { type ExportedAuthority, exportTables } from '../../rendering/site/export-tables.ts';
import { rankingRows } from '../../rendering/site/ranking-rows.ts';
import { roundSite } from '../../rendering/site/round-site.ts';
import { countedProfiles } from '../counted-profiles.ts';
import { type WrittenSources, writtenBy } from '../written-by.ts';

export interface ExportDependencies {
  readonly registry: Pick<Registry, 'round'>;
  readonly standings: Pick<StandingsStore, 'publication' | 'shard'>;
  readonly store: WrittenSources['store'];
  readonly catalogue: Catalogue;
  /** Takes the parts of each file in their order. */
  readonly append: (file: string, text: string) => Promise<void>;
}

export interface ExportRequest {
  readonly round: string;
  /** Evidence, too; null: where the round publishes it. */
  readonly withEvidence: boolean | null;
}

export type ExportOutcome =
  | { readonly outcome: 'exported'; readonly authorities: number; readonly files: readonly string[] }
  /** 'erasing': what the standings stand on was erased since; a re-scoring gives new ones. */
  | { readonly outcome: 'unknown round' | 'no standings' | 'erasing' };

/** Authorities that are read at once, and then written in their order. */
const atOnce = 50;

/** A round as its current standings count it, as tidy tables; authorities by rank. Evidence of few is in memory at once. */
export async function exportRound(
  { round: id, withEvidence }: ExportRequest,
  to: ExportDependencies,
): Promise<ExportOutcome> {
  const round = await to.registry.round(id);
  if (round === null) return { outcome: 'unknown round' };
  const publication = await to.standings.publication(id);
  if (publication === null) return { outcome: 'no standings' };
  const profiles = await countedProfiles(publication, to.standings);
  if (profiles === null) return { outcome: 'erasing' };
  const { standings } = publication;
  const questionnaire = to.catalogue.find(standings.questionnaire);
  if (questionnaire === undefined) throw new Error(`Questionnaire ${standings.questionnaire} is not known`);
  const showsEvidence = withEvidence ?? round.publishesEvidence === true;
  const site = roundSite({ standings, questionnaire, language: 'en', showsEvidence, rounds: [] });
  const tables = exportTables(site);
  const columns = Object.fromEntries(Object.entries(tables).map(([file, table]) => [file, table.columns]));
  for (const [file, list] of Object.entries(columns)) await to.append(file, csvHead(list));
  const rows = rankingRows(profiles, site);
  for (let start = 0; start < rows.length; start += atOnce) {
    const batch = await Promise.all(
      rows.slice(start, start + atOnce).map(
        async (row): Promise<ExportedAuthority> => ({
          row,
          written: await writtenBy(row.profile, standings, showsEvidence, to),
        }),
      ),
    );
    for (const [file, table] of Object.entries(tables)) {
      await to.append(file, csvLines(batch.flatMap((one) => table.rows(one))));
    }
  }
  await to.append('iMeta.csv', csvLines(coinrMeta(site)));
  await to.append('data-dictionary.csv', dictionaryCsv(columns));
  return {
    outcome: 'exported',
    authorities: rows.length,
    files: [...Object.keys(tables), 'iMeta.csv', 'data-dictionary.csv'],
  };
}
