import { extname } from 'node:path';
import { entries, questionnaires } from '../../shared/adapters/bucket-ports.ts';
import { cloudOf } from '../../shared/adapters/cloud.ts';
import { participationPorts } from '../../shared/adapters/compose.ts';
import type { Round } from '../../shared/domain/registry/registry.ts';
import { defaultTimeZone, localMinute } from '../../shared/domain/registry/time-zone.ts';
import {
  countedByGroup,
  countResponses,
  type Response,
  type ResponseCounts,
  stages,
} from '../../shared/domain/standings/response-list.ts';
import { catalogue, findQuestionnaire } from '../../shared/questionnaires/catalogue.ts';
import { writeDataWorkbook } from '../../shared/rendering/workbooks/data-workbook.ts';
import { responseList } from '../../shared/use-cases/response-list.ts';
import {
  bandName,
  countTable,
  percentOf,
  responseFacts,
  responseTable,
  stageWords,
  tableCsv,
} from '../../shared/use-cases/response-table.ts';
import { writeWhole } from '../write-whole.ts';
import { type CloudOptions, reachLocal } from './reached-cloud.ts';
import { fitted, shown } from './terminal-text.ts';
import { UsageError } from './usage-error.ts';

export interface ResponsesOptions extends CloudOptions {
  readonly out: string | undefined;
  readonly results: string | undefined;
}

/** Prints the response list of a round, or writes it to a file. */
export async function tellResponses(round: Round, { out, ...options }: ResponsesOptions): Promise<void> {
  const responses = await responseList(round, await sourcesOf(round, options));
  if (out !== undefined) {
    const table = responseTable(responses, round);
    const title = `Responses of round ${round.id}`;
    const isWorkbook = extname(out).toLowerCase() === '.xlsx';
    const bytes = isWorkbook
      ? await writeDataWorkbook(title, 'en', [table, countTable(responses)])
      : Buffer.from(tableCsv(table));
    await writeWhole(out, bytes);
    console.error(`Response list: ${out}`);
    return;
  }
  console.log(responseLines(responses, round).join('\n'));
}

async function sourcesOf(round: Round, { table, results, folder }: Omit<ResponsesOptions, 'out'>) {
  const place = table === undefined ? await reachLocal(folder, '--table') : { table, results };
  if (place.results === undefined && findQuestionnaire(round.questionnaire) === undefined)
    throw new UsageError('name --results as well: the questionnaire of the round is published there');
  const on = cloudOf({ TABLE_NAME: place.table, RESULTS_BUCKET: place.results ?? '' });
  const own = place.results === undefined ? { inUse: async () => [] } : questionnaires(on);
  return { ...participationPorts(on), entries: entries(on), questionnaires: own, catalogue };
}

const barWidth = 30;

/** Sums first, then groups, then a line for each authority. */
function responseLines(responses: readonly Response[], round: Round): string[] {
  const counts = countResponses(responses);
  if (responses.length === 0) return ['  Responses: no authority takes part'];
  const filled = counts.all === 0 ? 0 : Math.round((barWidth * counts.sent) / counts.all);
  const zone = round.timeZone ?? defaultTimeZone;
  const { countries, sizes } = countedByGroup(responses);
  const name = Math.min(40, Math.max(...responses.map(({ authority }) => [...authority.name].length)));
  return [
    `  Responses: ${sentOf(counts)}  ${'█'.repeat(filled)}${'░'.repeat(barWidth - filled)}`,
    `    ${stages.flatMap((stage) => (counts.stages[stage] === 0 ? [] : `${stageWords[stage]} ${counts.stages[stage]}`)).join(', ')}`,
    `  By country: ${countries.map(([country, of]) => `${country ?? 'none'} ${of.sent}/${of.all}`).join(', ')}`,
    `  By size: ${sizes.map(([band, of]) => `${bandName(band)} ${of.sent}/${of.all}`).join(', ')}`,
    '',
    ...responses.map((one) => `  ${lineOf(one, name, zone)}`.trimEnd()),
  ];
}

const sentOf = (counts: ResponseCounts): string => `${counts.sent} of ${counts.all} sent (${percentOf(counts)}%)`;

function lineOf(one: Response, width: number, zone: string): string {
  const facts = responseFacts(
    one,
    [
      ['invited', one.invitedAt],
      ['opened', one.openedAt],
      ['downloaded', one.downloadedAt],
      ['sent', one.sentAt],
      ['reminded', one.remindedAt],
    ],
    (at) => localMinute(at, zone),
  );
  return `${fitted(shown(one.authority.name), width)}  ${fitted(stageWords[one.stage], 18)}  ${shown(facts.join(', '))}`;
}
