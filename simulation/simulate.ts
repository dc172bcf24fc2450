import type { LoadedScenario } from "../contract/load-scenario.ts";
import type { Outcome } from "./outcome/outcome.ts";
import { runVariant, type VariantOptions } from "./run-variant.ts";

/** What a scenario and its variants come to. A model: nothing ran. */
export interface Simulation extends Pick<LoadedScenario, "name" | "description" | "region"> {
  readonly seed: number;
  readonly variants: readonly Outcome[];
}

export interface SimulationOptions extends Pick<VariantOptions, "prices" | "predict"> {
  /** Instead of the scenario's. */
  readonly seed?: number | undefined;
}

/** Throws {@link GeosBenchError} `invalid-scenario`. The same scenario, seed, prices and history give the same outcome. */
export async function simulate(
  { name, description, region, variants, ...of }: LoadedScenario,
  { seed = of.seed, ...options }: SimulationOptions,
): Promise<Simulation> {
  const outcomes: Outcome[] = [];
  for (const variant of variants) outcomes.push(await runVariant(variant, { ...options, seed, region }));
  return { name, description, region, seed, variants: outcomes };
}
