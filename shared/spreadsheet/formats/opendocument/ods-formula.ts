/** A text in quotes, a reference in brackets, or what stands between arguments. */
const pieces = /"(?:[^"]|"")*"|\[([^\]]*)\]|;/g;
/** `$Lists.$A$1:.$A$3`, `.B2`, `$'My lists'.A1`. */
const reference = /^(?:\$?('(?:[^']|'')*'|[^.'$]+))?\.([^:]+)(?::(?:\$?(?:'(?:[^']|'')*'|[^.'$]+))?\.(.+))?$/;

/** A formula of OpenDocument as Excel writes it: `IF([.B2]="Yes";[.C2];0)` is `IF(B2="Yes",C2,0)`. */
export function excelFormula(formula: string): string {
  return formula.replace(pieces, (piece, inside: string | undefined) => {
    if (piece === ';') return ',';
    if (inside === undefined) return piece;
    const [, sheet, from = '', to] = reference.exec(inside) ?? [];
    const cells = to === undefined ? from : `${from}:${to}`;
    return sheet === undefined ? cells : `${sheet.startsWith("'") ? sheet : `'${sheet}'`}!${cells}`;
  });
}
