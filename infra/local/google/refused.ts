import { type Fields, parseFieldMask, unknownFields } from './field-mask.ts';

/** An answer of Google's that is a refusal, as its APIs word it. */
export class Refused extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** As Drive words it, which does not tell what is not there from what is not shared. */
export const noSuchFile = (id: string): Refused => new Refused(404, 'notFound', `File not found: ${id}.`);

/** Refuses unless the token has one of these scopes. */
export type Scoped = (...anyOf: readonly string[]) => void;

export function maskOf(url: URL, known: Fields): Fields {
  try {
    const mask = parseFieldMask(url.searchParams.get('fields') ?? '');
    const unknown = unknownFields(mask, known);
    if (unknown.length === 0) return mask;
    throw new Error(`Cannot find matching fields for ${unknown.join(', ')}`);
  } catch (error) {
    throw new Refused(400, 'INVALID_ARGUMENT', `Invalid field mask: ${String(error)}`);
  }
}
