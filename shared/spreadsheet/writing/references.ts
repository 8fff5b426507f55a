/** `Questionnaire!D9`, or `'Next steps'!B7`: a place in a sheet as formulas and links write it. */
export function placeIn(sheetName: string, address: string): string {
  const plain = /^\p{L}{4,}$/u.test(sheetName);
  return `${plain ? sheetName : `'${sheetName.replaceAll("'", "''")}'`}!${address}`;
}

/** `$D$9:$D$12`: the same wherever the formula is copied to. */
export const fixed = (range: string): string => range.replace(/([A-Z]+)(\d+)/g, '$$$1$$$2');
