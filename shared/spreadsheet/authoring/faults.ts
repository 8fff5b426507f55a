import type { AuthoringFault } from './authoring-fault.ts';

type Code = AuthoringFault['code'];
type Facts = AuthoringFault['facts'];

/** All faults that are found in one workbook; a broken one may have very many. */
export class Faults {
  readonly #all: AuthoringFault[] = [];
  /** What people can act on; more are only counted. */
  static readonly most = 300;

  add(code: Code, sheet: string, cell: string | null, facts: Facts = {}): void {
    this.#all.push({ code, severity: 'fault', sheet, cell, facts });
  }

  notice(code: Code, sheet: string, cell: string | null, facts: Facts = {}): void {
    this.#all.push({ code, severity: 'notice', sheet, cell, facts });
  }

  get areThere(): boolean {
    return this.#all.some(({ severity }) => severity === 'fault');
  }

  /** By sheet as the workbook has them and by row, faults before notices. `sheets`: their names in that order. */
  inOrder(sheets: readonly string[]): AuthoringFault[] {
    const place = ({ sheet }: AuthoringFault): number => sheets.indexOf(sheet);
    const row = ({ cell }: AuthoringFault): number => Number(/\d+$/.exec(cell ?? '')?.[0] ?? 0);
    const gravity = ({ severity }: AuthoringFault): number => Number(severity === 'notice');
    const sorted = [...this.#all].sort((a, b) => gravity(a) - gravity(b) || place(a) - place(b) || row(a) - row(b));
    const more = sorted.length - Faults.most;
    if (more <= 0) return sorted;
    const { severity } = sorted[Faults.most] ?? { severity: 'fault' as const };
    const rest: AuthoringFault = {
      code: 'more-faults',
      severity,
      sheet: '',
      cell: null,
      facts: { count: String(more) },
    };
    return [...sorted.slice(0, Faults.most), rest];
  }
}
