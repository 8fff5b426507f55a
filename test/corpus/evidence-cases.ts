import { readFileSync } from 'node:fs';
import Papa from 'papaparse';
import { checkClaims } from '../../shared/domain/answers/checks/check-claims.ts';
import { checkEvidence } from '../../shared/domain/answers/checks/check-evidence.ts';
import type { CheckInput } from '../../shared/domain/answers/checks/check-input.ts';
import { checkNeighbours } from '../../shared/domain/answers/checks/check-neighbours.ts';
import { userCentricity2023 as questionnaire } from '../support/user-centricity.ts';

/** Evidence beside a Yes, as an officer of a city would write it, and whether the sender is to be asked about it. */
export interface EvidenceCase {
  readonly language: string;
  readonly indicator: string;
  readonly evidence: string;
  readonly human: 'fine' | 'ask';
}

export const evidenceCases = (): EvidenceCase[] =>
  Papa.parse<Record<string, string>>(readFileSync('test/corpus/cases/evidence.csv', 'utf8'), {
    header: true,
    skipEmptyLines: true,
  }).data.map((row) => ({
    language: row['language'] ?? '',
    indicator: row['indicator'] ?? '',
    evidence: row['evidence'] ?? '',
    human: row['careful_human'] === 'ask' ? 'ask' : 'fine',
  }));

/** Whether anything is asked about the evidence. */
export function isAskedAbout({ indicator, evidence }: EvidenceCase): boolean {
  const answer = { value: 'yes', raw: 'Yes', evidence, cell: 'Form!C2' } as const;
  const input: CheckInput = {
    questionnaire,
    identity: { round: '2022' },
    answers: new Map([[indicator, answer]]),
    background: new Map(),
    evidenceCells: new Map([[indicator, 'D2']]),
  };
  return [checkEvidence, checkClaims, checkNeighbours].some((check) => check(input).length > 0);
}
