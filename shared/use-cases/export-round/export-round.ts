import type { RoundId } from '../../domain/ids.ts';
import type { Catalogue } from '../../domain/questionnaire/catalogue.ts';
import { isOfForm } from '../../domain/standings/any-standings.ts';
import type { Profile } from '../../domain/standings/standings.ts';
import type { Questionnaires } from '../../ports/questionnaires.ts';
import type { Registry } from '../../ports/registry.ts';
import type { StandingsStore } from '../../ports/standings-store.ts';
import { coinrMeta } from '../../rendering/site/coinr-tables.ts';
import { csvLines, dictionaryCsv } from '../../rendering/site/data-table.ts';
import { type ExportedAuthority, exportTables } from '../../rendering/site/export-tables.ts';
import { formSite } from '../../rendering/site/form/form-site.ts';
import { rankingRows } from '../../rendering/site/ranking-rows.ts';
import { type RoundSite, roundSite } from '../../rendering/site/round-site.ts';
import { loadProfiles } from '../load-profiles.ts';
import { loadPublishedAnswers, type WrittenSources } from '../load-published-answers.ts';
import { exportForm } from './export-form.ts';
import { type Append, columnsByFile, writeTables } from './write-tables.ts';

export interface ExportDependencies {
  readonly registry: Pick<Registry, 'round'>;
  readonly standings: Pick<StandingsStore, 'publication' | 'shard'>;
  readonly store: WrittenSources['store'];
  readonly catalogue: Catalogue;
  readonly questionnaires: Pick<Questionnaires, 'find'>;
  readonly append: Append;
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

/** A round as its current standings count it, as tidy tables; authorities by rank. */
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
  const { standings } = publication;
  const key = standings.questionnaire;
  const about = { language: 'en', showsEvidence: withEvidence ?? round.publishesEvidence === true, rounds: [] };
  if (isOfForm(standings)) {
    const questionnaire = await deps.questionnaires.find(key);
    if (questionnaire === null) throw new Error(`Questionnaire ${key} is not known`);
    const files = await exportForm(profiles, formSite({ standings, questionnaire, ...about }), deps);
    return { outcome: 'exported', authorities: profiles.length, files };
  }
  const questionnaire = deps.catalogue.find(key);
  if (questionnaire === undefined) throw new Error(`Questionnaire ${key} is not known`);
  const files = await exportYesNo(profiles, roundSite({ standings, questionnaire, ...about }), deps);
  return { outcome: 'exported', authorities: profiles.length, files };
}

/** The tables of a round by a questionnaire of the product. Returns the names of the files. */
async function exportYesNo(
  profiles: readonly Profile[],
  site: RoundSite,
  { append, ...sources }: ExportDependencies,
): Promise<string[]> {
  const { standings, showsEvidence } = site;
  const tables = exportTables(site);
  const rows = rankingRows(profiles, site);
  const loaded = async (row: (typeof rows)[number]): Promise<ExportedAuthority> => ({
    row,
    written: await loadPublishedAnswers(row.profile, standings, showsEvidence, sources),
  });
  await writeTables(tables, rows, loaded, append);
  await append('iMeta.csv', csvLines(coinrMeta(site)));
  await append('data-dictionary.csv', dictionaryCsv(columnsByFile(tables)));
  return [...Object.keys(tables), 'iMeta.csv', 'data-dictionary.csv'];
}
