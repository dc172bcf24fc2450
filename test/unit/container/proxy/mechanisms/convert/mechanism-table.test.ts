import { expect, test } from "vitest";
import { mechanismTable } from "../../../../../../container/proxy/mechanisms/convert/mechanism-table.ts";
import { openAtmosMechanism } from "../../../../../../container/proxy/mechanisms/convert/openatmos.ts";

const part = (name: string, coefficient = 1) => ({ "species name": name, coefficient });
const conditions = {
  about: "",
  user_defined: { usr_AB: 3 },
  photolysis: {},
  surface: { radius_m: 1e-7, particles_per_m3: 1e9 },
  reference: { duration_s: 60, rtol: 1e-5, atol: 1e-20, agrees: 1e-4, expected: { A: 0.5 } },
};
const initial = "CONC.A,1.0\nPHOTO.jA,1e-3\nENV.temperature,300\nENV.pressure,100000\n";

function mechanism(...reactions: object[]) {
  return openAtmosMechanism.parse({
    name: "little",
    species: [
      { name: "A", "molecular weight [kg mol-1]": 0.03 },
      { name: "B" },
      { name: "air", "is third body": true },
    ],
    phases: [{ species: [{ name: "A", "diffusion coefficient [m2 s-1]": 1e-5 }, { name: "B" }] }],
    reactions,
  });
}

test("every kind of reaction becomes a line of the table", () => {
  const sides = { reactants: [part("A"), part("air")], products: [part("B"), part("air")] };
  const table = mechanismTable(
    "little",
    mechanism(
      { type: "ARRHENIUS", A: 2, C: -500, ...sides },
      { type: "TROE", k0_A: 1, kinf_A: 2, N: 1.5, reactants: [part("B", 2)], products: [part("A", 2)] },
      { type: "PHOTOLYSIS", name: "jA", "scaling factor": 2, ...sides, reactants: [part("A")] },
      { type: "USER_DEFINED", name: "usr_AB", ...sides },
      { type: "SURFACE", name: "s", "gas-phase species": "A", "gas-phase products": [part("B")] },
    ),
    initial,
    conditions,
  );
  expect(table.split("\n").filter((line) => /^(?:species|reaction|conserved|air)/.test(line))).toStrictEqual([
    `air ${100_000 / (8.31446261815324 * 300)}`,
    "species A 1",
    "species B 0",
    "reaction arrhenius 2 0 -500 300 0 : A + M -> B + M",
    "reaction troe 1 0 0 2 0 0 0.6 1.5 : 2 B -> 2 A",
    "reaction photolysis 0.002 1 : A -> B + M",
    "reaction constant 3 : A + M -> B + M",
    "reaction surface 1 0.00001 0.03 1e-7 1000000000 : A -> B",
    "conserved with_B 1 B 1 A",
  ]);
});

test("what the host model would have given must be given", () => {
  const reaction = { type: "USER_DEFINED", name: "usr_other", reactants: [part("A")], products: [part("B")] };
  expect(() => mechanismTable("little", mechanism(reaction), initial, conditions)).toThrow(
    /rate of usr_other/,
  );
});

test("a kind of reaction that is not known is refused", () => {
  expect(() => mechanism({ type: "TUNNELING", reactants: [part("A")], products: [] })).toThrow(/type/);
});
