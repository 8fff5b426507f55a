import { firstProblems, type Problem } from '../../../domain/answers/problems.ts';

/** UTF-8 bytes of a header's problems: with everything else it holds it stays well under an item's 400 KB. */
const maxBytes = 200 * 1024;

/**
 * The problems a header has room for, from the front, where the gravest are; when some are left out the
 * last one says how many. They are cut and not kept elsewhere: nobody can act on a list of that length.
 */
export function problemsThatFit(problems: readonly Problem[]): readonly Problem[] {
  let bytes = 0;
  const firstLeft = problems.findIndex((one) => {
    // As JSON it is never shorter than as an attribute.
    bytes += Buffer.byteLength(JSON.stringify(one));
    return bytes > maxBytes;
  });
  return firstLeft === -1 ? problems : firstProblems(problems, firstLeft);
}
