/** Weights of species whose weighted sum no reaction changes. */
export type ConservedTotal = ReadonlyMap<string, number>;

/** Change of each species in one reaction. */
export type NetChange = ReadonlyMap<string, number>;

/**
 * Every total that a mechanism conserves: a basis of the vectors orthogonal to all its reactions, by exact elimination
 * (yields are decimal fractions, so floating point could not tell conserved from nearly conserved). Often the atoms of
 * an element that the mechanism keeps account of. Species that never change are left out.
 */
export function conservedTotals(changes: readonly NetChange[]): ConservedTotal[] {
  const rows = new Map<string, Map<string, Rational>>();
  for (const change of changes) {
    const row = new Map<string, Rational>();
    for (const [species, amount] of change) if (amount !== 0) row.set(species, rational(amount));
    for (const pivot of rows.keys()) reduce(row, pivot, rows.get(pivot));
    const [pivot, value] = [...row].toSorted(([a], [b]) => (a < b ? -1 : 1))[0] ?? [];
    if (pivot === undefined || value === undefined) continue;
    for (const [species, amount] of row) row.set(species, divide(amount, value));
    for (const other of rows.values()) reduce(other, pivot, row);
    rows.set(pivot, row);
  }
  const active = new Set([...rows.values()].flatMap((row) => [...row.keys()]));
  return [...active]
    .filter((species) => !rows.has(species))
    .toSorted()
    .map((free) => {
      const weights = new Map<string, Rational>([[free, [1n, 1n]]]);
      for (const [pivot, row] of rows) {
        const amount = row.get(free);
        if (amount) weights.set(pivot, [-amount[0], amount[1]]);
      }
      return wholeNumbers(weights);
    });
}

type Rational = readonly [numerator: bigint, denominator: bigint];

function reduce(row: Map<string, Rational>, pivot: string, by: Map<string, Rational> | undefined): void {
  const factor = row.get(pivot);
  if (!factor || !by) return;
  for (const [species, amount] of by) {
    const [n, d] = row.get(species) ?? [0n, 1n];
    const [pn, pd] = [factor[0] * amount[0], factor[1] * amount[1]];
    const left = lowest(n * pd - pn * d, d * pd);
    if (left[0] === 0n) row.delete(species);
    else row.set(species, left);
  }
}

const divide = ([n, d]: Rational, [by, over]: Rational): Rational => lowest(n * over, d * by);

function lowest(n: bigint, d: bigint): Rational {
  const common = divisor(n, d) * (d < 0n ? -1n : 1n);
  return [n / common, d / common];
}

function divisor(a: bigint, b: bigint): bigint {
  let [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x || 1n;
}

/** The decimal number as written: 0.95 is 95/100. */
function rational(value: number): Rational {
  const [, sign, whole, fraction = "", exponent = "0"] =
    /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/.exec(String(value)) ?? [];
  const shift = Number(exponent) - fraction.length;
  const digits = BigInt(`${sign}${whole}${fraction}`);
  return shift >= 0 ? [digits * 10n ** BigInt(shift), 1n] : lowest(digits, 10n ** BigInt(-shift));
}

/** Without denominators, so that the weights are exact as floating point too. */
function wholeNumbers(weights: ReadonlyMap<string, Rational>): ConservedTotal {
  let multiple = 1n;
  for (const [, d] of weights.values()) multiple = (multiple / divisor(multiple, d)) * d;
  return new Map([...weights].map(([species, [n, d]]) => [species, Number((n * multiple) / d)]));
}
