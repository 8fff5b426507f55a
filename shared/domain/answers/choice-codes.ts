/** Names of choices with `=` before them, parted by spaces: no name can be taken for `unanswered` or `unclear`. */
export type ChosenCode = `=${string}`;
export const codeOfChoices = (names: readonly string[]): ChosenCode => `=${names.join(' ')}`;
/** Of what is no such code, none. */
export const namesOfCode = (code: string): string[] => (code.startsWith('=') ? code.slice(1).split(' ') : []);
