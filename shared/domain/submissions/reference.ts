/** Letters of a submission's id that its reference shows: among a million submissions two alike are not to be expected. */
const letters = 12;

/**
 * What people name a submission by, on its page, in its mails and to the office: `7F3A-0C91-B2D4`, the beginning of its
 * id. Of a notice or an import, which have ids too, the same.
 */
export function referenceOf(id: string): string {
  const beginning = id.slice(0, letters).toUpperCase();
  return beginning.match(/.{1,4}/g)?.join('-') ?? beginning;
}

/** Whether somebody who wrote `typed` may mean this id: by its reference, as it is or without the dashes, or by the id. */
export function isReferredToBy(id: string, typed: string): boolean {
  const plain = typed.replace(/[\s-]/g, '').toLowerCase();
  return plain.length >= 4 && id.startsWith(plain);
}
