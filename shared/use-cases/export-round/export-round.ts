import { pMapIterable } from 'p-map';
import type { RoundId } from '../../domain/ids.ts';
import type { Catalogue } from '../../domain/questionnaire/catalogue.ts';
import { yesNoStandings } from '../../domain/standings/any-standings.ts';
import type { Registry } from '../../ports/registry.ts';
import type { StandingsStore } from '../../ports/standings-store.ts';
import { coinrMeta } from '../../rendering/site/coinr-tables.ts';
import { csvHead, csvLines, dictionaryCsv } from '../../rendering/site/data-table.ts';
import { type ExportedAuthority, exportTables } from '../../rendering/site/export-tables.ts';
import { rankingRows } from '../../rendering/site/ranking-rows.ts';
import { roundSite } from '../../rendering/site/round-site.ts';
import { loadProfiles } from '../load-profiles.ts';
import { loadPublishedAnswers, type WrittenSources } from '../load-published-answers.ts';

export interface ExportDependencies {
  readonly registry: Pick<Registry, 'round'>;
  readonly standings: Pick<StandingsStore, 'publication' | 'shard'>;
  readonly store: WrittenSources['store'];
  readonly catalogue: Catalogue;
  /** Takes the parts of each file in their order. */
  readonly append: (file: string, text: string) => Promise<void>;
}

export interface ExportRequest {
  readonly round: RoundId;
  /** Evidence, too; null: where the round publishes it. */
  readonly withEvidence: boolean | null;
}

export type ExportOutcome =
  | { readonly outcome: 'exported'; readonly authorities: number; readonly files: readonly string[] }
  /** 'erasing': what the standings stand on was erased since; a re-scoring gives new ones. */
  | { readonly outcome: 'unknown round' | 'no standings' | 'erasing' };

/** Authorities that are read at once, and then written in their order. */
const concurrency = 50;

/** A round as its current standings count it, as tidy tables; authorities by rank. Evidence of few is in memory at once. */
export async function exportRound(
  { round: id, withEvidence }: ExportRequest,
  deps: ExportDependencies,
): Promise<ExportOutcome> {
  const round = await deps.registry.round(id);
  if (round === null) return { outcome: 'unknown round' };
  const publication = await deps.standings.publication(id);
  if (publication === null) return { outcome: 'no standings' };
  const profiles = await loadProfiles(publication, deps.standings);
  if (profiles === null) return { outcome: 'erasing' };
  const standings = yesNoStandings(publication.standings);
  const questionnaire = deps.catalogue.find(standings.questionnaire);
  if (questionnaire === undefined) throw new Error(`Questionnaire ${standings.questionnaire} is not known`);
  const showsEvidence = withEvidence ?? round.publishesEvidence === true;
  const site = roundSite({ standings, questionnaire, language: 'en', showsEvidence, rounds: [] });
  const tables = exportTables(site);
  const columns = Object.fromEntries(Object.entries(tables).map(([file, table]) => [file, table.columns]));
  for (const [file, list] of Object.entries(columns)) await deps.append(file, csvHead(list));
  const rows = rankingRows(profiles, site);
  const loaded = async (row: (typeof rows)[number]): Promise<ExportedAuthority> => ({
    row,
    written: await loadPublishedAnswers(row.profile, standings, showsEvidence, deps),
  });
  for await (const one of pMapIterable(rows, loaded, { concurrency })) {
    for (const [file, table] of Object.entries(tables)) await deps.append(file, csvLines(table.rows(one)));
  }
  await deps.append('iMeta.csv', csvLines(coinrMeta(site)));
  await deps.append('data-dictionary.csv', dictionaryCsv(columns));
  return {
    outcome: 'exported',
    authorities: rows.length,
    files: [...Object.keys(tables), 'iMeta.csv', 'data-dictionary.csv'],
  };
}
