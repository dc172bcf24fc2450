import path from "node:path";
import { decodeYaml } from "./parse-yaml.ts";
import { parseValue } from "./parse-json.ts";
import { mergeConfigs, type PartOfConfig } from "./merge-configs.ts";
import { scenario, scenarioFile, type Scenario, type ScenarioFile } from "./scenario.ts";
import { readNamed } from "./shipped-files.ts";

/** Where the scenarios of this checkout are. */
export const scenariosDirectory = path.join(import.meta.dirname, "..", "scenarios");

const shipped = { title: "scenario", directory: scenariosDirectory, unknown: "unknown-scenario" } as const;

export interface LoadedVariant {
  readonly name: string;
  readonly scenario: Scenario;
}

export interface LoadedScenario extends Pick<ScenarioFile, "name" | "description" | "seed" | "region"> {
  /** The scenario as it is written first, then each of its variants. */
  readonly variants: readonly LoadedVariant[];
}

/** What the scenario itself is called beside its variants. */
const asWritten = "as written";

/**
 * Reads a scenario of `scenarios/` by its name, or one of the user's by its file. Throws {@link GeosBenchError}
 * `unknown-scenario`, `invalid-json`, `invalid-scenario`.
 */
export const loadScenario = (given: string): LoadedScenario => parseScenario(readNamed(given, shipped));

/** The same, of a file's text. Throws {@link GeosBenchError} `invalid-json`, `invalid-scenario`. */
export function parseScenario(text: string): LoadedScenario {
  // What was given, not what it means: a variant may say otherwise what the scenario leaves to a default.
  const given = decodeYaml(text, "scenario") as PartOfConfig;
  const { name, description, seed, region, variants } = parseValue(scenarioFile, given, "scenario");
  const { environments, queues, jobs } = given;
  const written = { environments, queues, jobs };
  return {
    name,
    description,
    seed,
    region,
    variants: [
      { name: asWritten, scenario: parseValue(scenario, written, "scenario") },
      ...variants.map(({ name: of, ...otherwise }) => ({
        name: of,
        scenario: parseValue(
          scenario,
          withoutNulls(mergeConfigs(written, otherwise)),
          "scenario",
          `variant ${of} of the scenario`,
        ),
      })),
    ],
  };
}

/** A key that a variant gives null is one that it does not have. */
function withoutNulls(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, of]) => (of === null ? [] : [[key, withoutNulls(of)]])),
  );
}
