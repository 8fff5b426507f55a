import { zipSync } from 'fflate';

/** 1 January 1980, the first moment a zip can tell, in local time as zips have it. */
const earliest = new Date(1980, 0, 1);

/** Parts as a zip that is the same for the same parts, whenever it is made. */
export function zipParts(parts: Readonly<Record<string, Uint8Array>>): Uint8Array {
  return zipSync(parts, { mtime: earliest });
}
