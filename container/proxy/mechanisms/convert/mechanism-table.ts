import { GeosBenchError } from "../../../../contract/errors.ts";
import { conservedTotals, type NetChange } from "./conserved-totals.ts";
import type { MechanismConditions, OpenAtmosMechanism, OpenAtmosReaction } from "./openatmos.ts";

const gasConstant = 8.31446261815324;
const avogadro = 6.02214076e23;
const pascalKelvin = ["ENV.pressure", "ENV.temperature"] as const;

/**
 * A mechanism as the proxy reads it (container/proxy/mechanisms/README.md): the reactions of an OpenAtmos
 * configuration, in mol m-3 and seconds, with initial concentrations and photolysis rates.
 *
 * @param initial lines `KEY,VALUE` with CONC.<species>, PHOTO.<reaction>, ENV.temperature and ENV.pressure
 */
export function mechanismTable(
  name: string,
  mechanism: OpenAtmosMechanism,
  initial: string,
  conditions: MechanismConditions,
): string {
  const given = keyedNumbers(initial);
  const number = (key: string): number => given.get(key) ?? missing(`${key} in the initial conditions`);
  const [pressure, temperature] = [number(pascalKelvin[0]), number(pascalKelvin[1])];
  const thirdBodies = new Set(mechanism.species.filter((s) => s["is third body"]).map((s) => s.name));
  const real = (species: string): string => (thirdBodies.has(species) ? "M" : species);
  const reactions = mechanism.reactions.map((reaction) => ({
    law: rateLaw(reaction, mechanism, conditions, number),
    ...sidesOf(reaction, real),
  }));
  const { reference } = conditions;
  return [
    `# ${mechanism.name}, converted from an OpenAtmos mechanism configuration. mol m-3, seconds.`,
    `mechanism ${name}`,
    `molecule_per_cm3 ${1e6 / avogadro}`,
    `temperature_k ${temperature}`,
    `pressure_pa ${pressure}`,
    `air ${pressure / (gasConstant * temperature)}`,
    ...mechanism.species
      .filter((s) => !thirdBodies.has(s.name))
      .map((s) => `species ${s.name} ${given.get(`CONC.${s.name}`) ?? 0}`),
    ...reactions.map(
      ({ law, reactants, products }) => `reaction ${law} : ${side(reactants)} -> ${side(products)}`,
    ),
    ...conservedTotals(reactions.map(netChange)).map((total) => {
      const [free] = total.keys();
      return `conserved with_${free} ${[...total].map(([species, weight]) => `${weight} ${species}`).join(" ")}`;
    }),
    `reference start 0 duration ${reference.duration_s} step ${reference.duration_s} sun 1` +
      ` rtol ${reference.rtol} atol ${reference.atol} agrees ${reference.agrees}`,
    ...Object.entries(reference.expected).map(([species, value]) => `expected ${species} ${value}`),
    "",
  ].join("\n");
}

interface Sides {
  readonly reactants: ReadonlyMap<string, number>;
  readonly products: ReadonlyMap<string, number>;
}

function sidesOf(reaction: OpenAtmosReaction, real: (species: string) => string): Sides {
  const sum = (parts: readonly { species: string; coefficient: number }[]): Map<string, number> => {
    const total = new Map<string, number>();
    for (const { species, coefficient } of parts) {
      total.set(real(species), (total.get(real(species)) ?? 0) + coefficient);
    }
    return total;
  };
  return reaction.type === "SURFACE"
    ? {
        reactants: new Map([[reaction["gas-phase species"], 1]]),
        products: sum(reaction["gas-phase products"]),
      }
    : { reactants: sum(reaction.reactants), products: sum(reaction.products) };
}

function netChange({ reactants, products }: Sides): NetChange {
  const net = new Map<string, number>();
  for (const [species, n] of reactants) net.set(species, -n);
  // Differences of decimal fractions, rounded back to decimal fractions.
  for (const [species, n] of products)
    net.set(species, Number(((net.get(species) ?? 0) + n).toPrecision(12)));
  net.delete("M");
  return net;
}

function side(parts: ReadonlyMap<string, number>): string {
  return [...parts].map(([species, n]) => (n === 1 ? species : `${n} ${species}`)).join(" + ");
}

function rateLaw(
  reaction: OpenAtmosReaction,
  mechanism: OpenAtmosMechanism,
  conditions: MechanismConditions,
  initial: (key: string) => number,
): string {
  switch (reaction.type) {
    case "ARRHENIUS": {
      const { A, B, C, D, E } = reaction;
      return `arrhenius ${A} ${B} ${C} ${D} ${E}`;
    }
    case "TROE": {
      const { k0_A, k0_B, k0_C, kinf_A, kinf_B, kinf_C, Fc, N } = reaction;
      return `troe ${k0_A} ${k0_B} ${k0_C} ${kinf_A} ${kinf_B} ${kinf_C} ${Fc} ${N}`;
    }
    case "PHOTOLYSIS": {
      const rate = conditions.photolysis[reaction.name] ?? initial(`PHOTO.${reaction.name}`);
      return `photolysis ${rate * reaction["scaling factor"]} 1`;
    }
    case "USER_DEFINED": {
      const rate =
        conditions.user_defined[reaction.name] ?? missing(`the rate of ${reaction.name} in the conditions`);
      return `constant ${rate * reaction["scaling factor"]}`;
    }
    case "SURFACE": {
      const species = reaction["gas-phase species"];
      const weight = mechanism.species.find((s) => s.name === species)?.["molecular weight [kg mol-1]"];
      const diffusion = mechanism.phases
        .flatMap((phase) => phase.species)
        .flatMap((s) =>
          typeof s !== "string" && s.name === species ? [s["diffusion coefficient [m2 s-1]"]] : [],
        )[0];
      const { radius_m, particles_per_m3 } = conditions.surface;
      return (
        `surface ${reaction["reaction probability"]} ${diffusion ?? missing(`the diffusion coefficient of ${species}`)}` +
        ` ${weight ?? missing(`the molecular weight of ${species}`)} ${radius_m} ${particles_per_m3}`
      );
    }
  }
}

function keyedNumbers(text: string): ReadonlyMap<string, number> {
  return new Map(
    text
      .split("\n")
      .map((line) => line.trim().split(","))
      .filter(([key, value]) => key && value)
      .map(([key, value]) => [key ?? "", Number(value)]),
  );
}

function missing(what: string): never {
  throw new GeosBenchError(`The mechanism cannot be converted: it lacks ${what}.`, {
    code: "mechanism-incomplete",
    hint: "Give it, or choose another mechanism.",
  });
}
