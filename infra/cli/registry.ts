import { applyPlan } from '../../functions/import-registry/apply-plan.ts';
import { type PlanSources, planImport, refusal } from '../../functions/import-registry/plan-import.ts';
import { cloudOf } from '../../shared/adapters/cloud.ts';
import { officePorts, registryPorts } from '../../shared/adapters/compose.ts';
import { isRejected } from '../../shared/domain/answers/problems.ts';
import { type RegistryChange, type RegistryPlan, rescoredFor } from '../../shared/domain/registry/registry-plan.ts';
import { describeProblem } from '../../shared/rendering/words/describe-problem.ts';
import { messagesIn } from '../../shared/rendering/words/messages.ts';
import { readRegistry } from '../../shared/spreadsheet/reading/read-registry.ts';
import { bytesNamed } from './files-in.ts';
import { reachResults, type TablePlace } from './reached-cloud.ts';
import { UsageError } from './usage-error.ts';
import { whoActs } from './who-acts.ts';

export interface RegistryPlace extends TablePlace {
  /** The deployed bucket in which definitions of questionnaires lie: a round of an office's own takes it. */
  readonly results?: string;
}

export interface RegistryOptions extends RegistryPlace {
  readonly dryRun?: true;
  readonly by?: string;
}

/** What is registered, and what planning needs beside it. */
export async function registrySources({ table, results, folder }: RegistryPlace): Promise<PlanSources> {
  if (table !== undefined && results === undefined) return withoutDefinitions(table);
  const named = { ...(table === undefined ? {} : { table }), ...(results === undefined ? {} : { results }) };
  const reached = await reachResults(named, folder);
  const { questionnaires } = officePorts(cloudOf({ TABLE_NAME: reached.table, RESULTS_BUCKET: reached.results }));
  return { ...registryPorts(cloudOf({ TABLE_NAME: reached.table })), questionnaires };
}

/** Of a deployed table alone: enough unless a round takes a questionnaire of the office's own. */
function withoutDefinitions(table: string): PlanSources {
  const { questionnaires, ...ports } = registryPorts(cloudOf({ TABLE_NAME: table }));
  const find = async (key: string): Promise<never> => {
    throw new UsageError(`to register a round of ${key}, name --results as well: the bucket in which it lies`);
  };
  return { ...ports, questionnaires: { ...questionnaires, find } };
}

/** Does what import-registry does with a registry workbook. Exit status 2: something in it could not be taken. */
export async function registryCommand(file: string, { dryRun, by, ...place }: RegistryOptions): Promise<number> {
  const bytes = await bytesNamed(file);
  const sources = await registrySources(place);
  const rows = await readRegistry(bytes);
  const plan = 'code' in rows ? refusal(rows) : await planImport(rows, sources, new Date());
  const status = printPlan(plan);
  if (dryRun === true) console.log('Nothing was written (--dry-run).');
  else await applyAndTell(plan, by, sources);
  return status;
}

/** Does what was planned, and says what else it takes: here nobody starts a re-scoring by itself. */
export async function applyAndTell(plan: RegistryPlan, by: string | undefined, sources: PlanSources): Promise<void> {
  await applyPlan(plan, { ...(await whoActs(by, sources.acts)), reason: null }, sources);
  for (const round of rescoredFor(plan)) {
    console.log(`Round ${round} will be scored again tonight. To do it now: scorebook rescore --round ${round}`);
  }
}

/** Returns the exit status. */
export function printPlan({ report: { changes, problems, kept } }: RegistryPlan): number {
  const messages = messagesIn('en');
  for (const change of changes) console.log(changeLine(change));
  for (const problem of problems) {
    const { message, remedy } = describeProblem(problem, messages);
    const place = [problem.sheet, problem.cell].filter((part) => part !== null).join(' ');
    console.error(`${[problem.severity, place].filter((part) => part !== '').join('  ')}  ${message} ${remedy}`);
  }
  for (const { kind, id, address } of kept)
    console.log(`kept       ${kind} ${[id, address].filter(Boolean).join(' ')}`);
  console.log(
    `${changes.length} changed, ${problems.length} to check, ${kept.length} kept although they are not in the file.`,
  );
  const leftOut = problems.some(({ severity }) => severity === 'error');
  return leftOut || isRejected(problems) ? 2 : 0;
}

function changeLine({ what, kind, id, address, fields }: RegistryChange): string {
  const values = fields.map(
    ({ field, before, after }) => `${field}: ${before === '' ? after : `${before} -> ${after}`}`,
  );
  return `${what.padEnd(10)} ${kind} ${[id, address].filter(Boolean).join(' ')}  ${values.join(', ')}`.trimEnd();
}
