import { expect, test } from "vitest";
import { conservedTotals } from "../../../../../../container/proxy/mechanisms/convert/conserved-totals.ts";

const changes = (...given: Record<string, number>[]) => given.map((each) => new Map(Object.entries(each)));

test("finds the atoms that every reaction keeps, and nothing else", () => {
  // Cl + O3 -> ClO + O2, ClO + ClO -> Cl2O2, Cl2O2 -> 2 Cl: chlorine is kept, oxygen is not accounted for.
  const totals = conservedTotals(
    changes(
      { Cl: -1, O3: -1, ClO: 1 },
      { ClO: -2, Cl2O2: 1 },
      { Cl2O2: -1, Cl: 2, O3: 0.5 },
      { Cl2O2: -1, Cl: 2 },
    ),
  );
  expect(totals.map((total) => Object.fromEntries(total))).toStrictEqual([{ ClO: 1, Cl: 1, Cl2O2: 2 }]);
});

test("decimal yields are exact: 0.1 + 0.2 of one is 0.3 of it", () => {
  const totals = conservedTotals(changes({ A: -0.3, B: 0.1, C: 0.2 }, { B: -1, C: 1 }));
  expect(totals.map((total) => Object.fromEntries(total))).toStrictEqual([{ C: 1, A: 1, B: 1 }]);
});

test("a yield a little off destroys the total", () => {
  expect(conservedTotals(changes({ A: -1, B: 1 }, { B: -1, A: 0.999999999 }))).toStrictEqual([]);
});
