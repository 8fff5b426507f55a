import { posix } from 'node:path';
import { limits } from '../../../domain/submissions/limits.ts';
import type { Archive } from '../archive.ts';
import { Unreadable } from '../unreadable.ts';
import { walkXml } from './xml-events.ts';

export interface Relationship {
  readonly id: string;
  /** Last word of the type's address: `worksheet`, `sharedStrings`, `comments`, ... */
  readonly type: string;
  /** Name of a part, or an address when it is external. */
  readonly target: string;
  readonly external: boolean;
}

/** Links of a sheet, and what else it refers to. */
const maxRelationships = 2 * limits.ranges;

/** What a part refers to; an empty list when it refers to nothing. `part` '' is the package itself. */
export function relationshipsOf(archive: Archive, part: string): Relationship[] {
  const folder = posix.dirname(part);
  const content = archive.part(posix.join(folder, '_rels', `${posix.basename(part)}.rels`));
  if (content === undefined) return [];
  const found: Relationship[] = [];
  walkXml(
    content,
    {
      open(name, { Id = '', Type = '', Target = '', TargetMode = '' }) {
        if (name !== 'Relationship') return;
        if (found.length >= maxRelationships) throw new Unreadable('file-unsafe', { cause: 'links' });
        const external = TargetMode.toLowerCase() === 'external';
        const target = external || Target.startsWith('/') ? Target : posix.join(folder, Target);
        found.push({ id: Id, type: Type.slice(Type.lastIndexOf('/') + 1), target, external });
      },
    },
    { budget: archive.budget },
  );
  return found;
}
