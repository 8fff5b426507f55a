import { cloudOf } from '../../shared/adapters/cloud.ts';
import { participationPorts } from '../../shared/adapters/compose.ts';
import { defaultTimeZone, localMinute } from '../../shared/domain/registry/time-zone.ts';
import { actsCsv, factsText, type ToldAct, toldActs } from '../../shared/use-cases/acts-table.ts';
import { writeWhole } from '../write-whole.ts';
import { reachTable, type TablePlace } from './reached-cloud.ts';
import { shown } from './terminal-text.ts';
import { UsageError } from './usage-error.ts';

export interface ActsOptions extends TablePlace {
  readonly round?: string;
  readonly out?: string;
}

/** Lists what the office did and decided. */
export async function actsCommand({ round: id, out, ...place }: ActsOptions): Promise<number> {
  const { registry, acts } = participationPorts(cloudOf({ TABLE_NAME: await reachTable(place) }));
  const round = id === undefined ? null : await registry.round(id);
  if (id !== undefined && round === null) throw new UsageError(`round ${id} is not registered`);
  const told = await toldActs(id ?? null, { acts, registry });
  if (out !== undefined) {
    await writeWhole(out, Buffer.from(actsCsv(told, { withNames: true })));
    console.error(`${told.length} acts: ${out}`);
    return 0;
  }
  if (told.length === 0) console.log('Nothing was done yet.');
  const zone = round?.timeZone ?? defaultTimeZone;
  for (const act of told) console.log(lineOf(act, zone));
  return 0;
}

function lineOf({ at, name, what, authority, facts, persons, reason }: ToldAct, zone: string): string {
  const about = [authority ?? '', factsText(facts, persons)].filter((one) => one !== '').join('; ');
  const parts = [localMinute(at, zone), shown(name ?? '(erased)'), what, shown(about), shown(reason ?? '')];
  return parts.filter((one) => one !== '').join('  ');
}
