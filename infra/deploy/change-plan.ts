import { fullDiff, ResourceImpact } from '@aws-cdk/cloudformation-diff';

/** A CloudFormation template, as far as it is compared. */
export type Template = Readonly<Record<string, unknown>>;

/** What a deployment will do to the resources of a stack. */
export interface ChangePlan {
  readonly added: readonly Change[];
  readonly changed: readonly Change[];
  /** Deleted and made anew: what was in it is gone. */
  readonly replaced: readonly Change[];
  readonly removed: readonly Change[];
  /** They stay as they are, and the stack no longer knows them. */
  readonly left: readonly Change[];
}

export interface Change {
  readonly id: string;
  readonly type: string;
  /** Properties that change. */
  readonly properties: readonly string[];
}

/** What becomes of a deployed stack by a template; of no stack, everything is added. */
export function planChanges(deployed: Template | null, template: Template): ChangePlan {
  const plan = { added: [] as Change[], changed: [] as Change[], replaced: [] as Change[] };
  const gone = { removed: [] as Change[], left: [] as Change[] };
  const { resources } = fullDiff({ ...deployed }, { ...template });
  resources.forEachDifference((id, difference) => {
    const type = difference.oldResourceType ?? difference.newResourceType ?? '';
    const change = { id, type, properties: Object.keys(difference.propertyUpdates) };
    const impact = difference.changeImpact;
    if (difference.isAddition) plan.added.push(change);
    else if (impact === ResourceImpact.WILL_ORPHAN) gone.left.push(change);
    else if (difference.isRemoval) gone.removed.push(change);
    else if (impact === ResourceImpact.WILL_REPLACE || impact === ResourceImpact.MAY_REPLACE)
      plan.replaced.push(change);
    else plan.changed.push(change);
  });
  return { ...plan, ...gone };
}

/** Whether it takes something away that cannot be had back by deploying again. */
export const takesAway = ({ removed, replaced, left }: ChangePlan): boolean =>
  removed.length + replaced.length + left.length > 0;

export const isNothing = (plan: ChangePlan): boolean => Object.values(plan).every(({ length }) => length === 0);

/** The plan as it is printed: what goes last, as it matters most. */
export function planLines(plan: ChangePlan): string[] {
  if (isNothing(plan)) return ['Nothing changes.'];
  const { added, changed, replaced, removed, left } = plan;
  const many = added.length > 20;
  return [
    ...section('Added', added, ({ type, id }) => `+ ${type} ${id}`, many),
    ...section(
      'Changed',
      changed,
      ({ type, id, properties }) => `~ ${type} ${id}: ${properties.join(', ') || 'attributes'}`,
    ),
    ...section(
      'Replaced, or perhaps replaced: what they hold is lost',
      replaced,
      ({ type, id, properties }) => `! ${type} ${id}: ${properties.join(', ')}`,
    ),
    ...section(
      'No longer part of the stack; they stay, with what they hold',
      left,
      ({ type, id }) => `- ${type} ${id}`,
    ),
    ...section('REMOVED', removed, ({ type, id }) => `- ${type} ${id}`),
  ];
}

function section(
  title: string,
  changes: readonly Change[],
  line: (change: Change) => string,
  briefly = false,
): string[] {
  if (changes.length === 0) return [];
  const heading = `${title} (${changes.length}):`;
  if (!briefly) return [heading, ...changes.map((change) => `  ${line(change)}`)];
  const types = new Map<string, number>();
  for (const { type } of changes) types.set(type, (types.get(type) ?? 0) + 1);
  return [heading, ...[...types].sort().map(([type, count]) => `  + ${count} ${type}`)];
}
