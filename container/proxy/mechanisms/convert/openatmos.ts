import { z } from "zod";

// In files before version 1.1 "species name", later also "name".
const component = z
  .object({
    "species name": z.string().optional(),
    name: z.string().optional(),
    coefficient: z.number().default(1),
  })
  .transform((given, context) => {
    const species = given["species name"] ?? given.name;
    if (species !== undefined) return { species, coefficient: given.coefficient };
    context.addIssue({ code: "custom", message: "a reactant or product without a name" });
    return z.NEVER;
  });
const sides = { reactants: z.array(component), products: z.array(component).default([]) };
const named = { name: z.string(), "scaling factor": z.number().default(1) };

const reaction = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("ARRHENIUS"),
    A: z.number().default(1),
    B: z.number().default(0),
    C: z.number().default(0),
    D: z.number().default(300),
    E: z.number().default(0),
    ...sides,
  }),
  z.object({
    type: z.literal("TROE"),
    k0_A: z.number(),
    k0_B: z.number().default(0),
    k0_C: z.number().default(0),
    kinf_A: z.number(),
    kinf_B: z.number().default(0),
    kinf_C: z.number().default(0),
    Fc: z.number().default(0.6),
    N: z.number().default(1),
    ...sides,
  }),
  z.object({ type: z.literal("PHOTOLYSIS"), ...named, ...sides }),
  z.object({ type: z.literal("USER_DEFINED"), ...named, ...sides }),
  z.object({
    type: z.literal("SURFACE"),
    name: z.string(),
    "reaction probability": z.number().default(1),
    "gas-phase species": z.string(),
    "gas-phase products": z.array(component),
  }),
]);

/**
 * What the proxy's chemistry knows of the OpenAtmos mechanism configuration, version 1; other reactions are refused.
 */
export const openAtmosMechanism = z.object({
  name: z.string(),
  species: z.array(
    z.object({
      name: z.string(),
      "molecular weight [kg mol-1]": z.number().optional(),
      "is third body": z.boolean().optional(),
    }),
  ),
  phases: z.array(
    z.object({
      species: z.array(
        z.union([
          z.string(),
          z.object({ name: z.string(), "diffusion coefficient [m2 s-1]": z.number().optional() }),
        ]),
      ),
    }),
  ),
  reactions: z.array(reaction),
});

export type OpenAtmosMechanism = z.output<typeof openAtmosMechanism>;
export type OpenAtmosReaction = OpenAtmosMechanism["reactions"][number];

/** What a mechanism leaves to the model that uses it, and the reference case; ours, beside the proxy. */
export const mechanismConditions = z.strictObject({
  about: z.string(),
  user_defined: z.record(z.string(), z.number()).describe("Rate constants by name, in the mechanism's unit."),
  photolysis: z
    .record(z.string(), z.number())
    .describe(
      "Rates per second with the sun in the zenith, where those of the initial conditions do not fit.",
    ),
  surface: z.strictObject({ radius_m: z.number(), particles_per_m3: z.number() }),
  reference: z.strictObject({
    duration_s: z.number(),
    rtol: z.number(),
    atol: z.number(),
    agrees: z.number(),
    expected: z.record(z.string(), z.number()),
  }),
});

export type MechanismConditions = z.output<typeof mechanismConditions>;
