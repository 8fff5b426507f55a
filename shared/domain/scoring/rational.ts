/**
 * Exact fractions, so that a score is the same on every machine and in every order of answers. In lowest terms, the
 * denominator above zero.
 */
export interface Rational {
  readonly n: bigint;
  readonly d: bigint;
}

export function rational(n: bigint, d = 1n): Rational {
  if (d === 0n) throw new RangeError('Nothing can be divided by zero');
  if (d === 1n) return { n, d };
  const sign = d < 0n ? -1n : 1n;
  const common = greatestCommonDivisor(n < 0n ? -n : n, d * sign) * sign;
  return { n: n / common, d: d / common };
}

export function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let [greater, lesser] = [a, b];
  while (lesser !== 0n) [greater, lesser] = [lesser, greater % lesser];
  return greater;
}

/** Of whole numbers that a machine holds exactly. */
export function rationalOfWhole(n: number, d: number): Rational {
  let [greater, lesser] = [Math.abs(n), d];
  while (lesser !== 0) [greater, lesser] = [lesser, greater % lesser];
  return { n: BigInt(n / greater), d: BigInt(d / greater) };
}

export const zero: Rational = { n: 0n, d: 1n };
export const one: Rational = { n: 1n, d: 1n };

export const plus = (a: Rational, b: Rational): Rational =>
  a.d === b.d ? rational(a.n + b.n, a.d) : rational(a.n * b.d + b.n * a.d, a.d * b.d);
export const minus = (a: Rational, b: Rational): Rational => plus(a, { n: -b.n, d: b.d });
export const times = (a: Rational, b: Rational): Rational => rational(a.n * b.n, a.d * b.d);
export const over = (a: Rational, b: Rational): Rational => rational(a.n * b.d, a.d * b.n);

/** Below, at or above zero as `a` is below, equal to or above `b`. */
export function compared(a: Rational, b: Rational): -1 | 0 | 1 {
  const difference = a.n * b.d - b.n * a.d;
  if (difference === 0n) return 0;
  return difference < 0n ? -1 : 1;
}

export const isZero = ({ n }: Rational): boolean => n === 0n;
export const atLeast = (a: Rational, least: Rational): Rational => (compared(a, least) < 0 ? least : a);
export const atMost = (a: Rational, most: Rational): Rational => (compared(a, most) > 0 ? most : a);

export const sumOfAll = (all: readonly Rational[]): Rational => all.reduce(plus, zero);

/** `4`, `-1.15`, `2/3`, `75%`, `1.5e-7`; null for what is no number. */
export function parsedRational(text: string): Rational | null {
  const parts = /^([+-]?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d{1,3}))?(%)?$/.exec(text);
  if (parts === null) {
    const [, n = '', d = ''] = /^([+-]?\d+)\/(\d+)$/.exec(text) ?? [];
    return d === '' || BigInt(d) === 0n ? null : rational(BigInt(n), BigInt(d));
  }
  const [, sign, whole = '', fraction = '', exponent = '0', percent] = parts;
  const digits = BigInt(`${sign === '-' ? '-' : ''}${whole}${fraction}`);
  const power = Number(exponent) - fraction.length - (percent === undefined ? 0 : 2);
  return power < 0 ? rational(digits, 10n ** BigInt(-power)) : rational(digits * 10n ** BigInt(power));
}

/** Like {@link parsedRational}, for what is a number by construction. */
export function exactly(text: string): Rational {
  const parsed = parsedRational(text);
  if (parsed === null) throw new Error(`${text} is not a number`);
  return parsed;
}

/** To so many decimals, half away from zero. */
export const rounded = (a: Rational, decimals: number): Rational => {
  const unit = 10n ** BigInt(decimals);
  return rational(wholesOf(a, unit), unit);
};

/** `a` as a whole number of 1/unit, half away from zero. */
function wholesOf({ n, d }: Rational, unit: bigint): bigint {
  const scaled = (n < 0n ? -n : n) * unit;
  const whole = (2n * scaled + d) / (2n * d);
  return n < 0n ? -whole : whole;
}

/** Rounded half away from zero and with all its decimals: `94.0`; never `-0`. */
export function fixed(a: Rational, decimals: number): string {
  const wholes = wholesOf(a, 10n ** BigInt(decimals));
  const digits = String(wholes < 0n ? -wholes : wholes).padStart(decimals + 1, '0');
  const sign = wholes < 0n ? '-' : '';
  if (decimals === 0) return sign + digits;
  return `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** A score of 0..1 in whole percent, half away from zero; never `-0`. */
export const wholePercent = (score: Rational): number => Number(wholesOf(score, 100n));

/** `17/18`, `3`. */
export const written = ({ n, d }: Rational): string => (d === 1n ? String(n) : `${n}/${d}`);

/** The nearest number of a machine, up to the last bit or so: to be drawn or compared, never to be scored with. */
export function toNumber({ n, d }: Rational): number {
  const [near, by] = [Number(n), Number(d)];
  if (Number.isSafeInteger(near) && Number.isSafeInteger(by)) return near / by;
  return Number(fixed({ n, d }, 20));
}
