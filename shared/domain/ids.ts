/**
 * Kinds of ids. All are texts, and a text from outside may be taken as any of them; one kind is never taken as another:
 * a round's id where an authority's is asked for does not compile.
 */
type Id<Kind extends string> = string & { readonly kind?: Kind };

/** `espoo`: the office's own id of an authority. It never changes; workbooks carry it. */
export type AuthorityId = Id<'authority'>;
/** `2022`: the office's own id of a round. */
export type RoundId = Id<'round'>;
/** 64 hexadecimal digits, of what a file is and whose. One file, read once, has one. */
export type SubmissionId = Id<'submission'>;
/** Names one mail of results: the submission's id, with an ending where its results are told again. */
export type DeliveryId = Id<'delivery'>;
