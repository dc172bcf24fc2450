import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { GeosBenchError } from "../../contract/errors.ts";
import { parseJson } from "../../contract/parse-json.ts";
import { environmentConfig, type EnvironmentConfig } from "./environment.ts";

const directory = import.meta.dirname;

/** Reads an environment by name (a file of this directory) or by path, and completes it with the defaults. */
export function loadEnvironment(nameOrPath: string): EnvironmentConfig {
  const file = nameOrPath.endsWith(".json") ? nameOrPath : join(directory, `${nameOrPath}.json`);
  if (!existsSync(file)) {
    throw new GeosBenchError(
      `No environment "${nameOrPath}": ${file} does not exist. There are: ${names().join(", ")}.`,
      {
        code: "unknown-environment",
        hint: "Name one of these, or give the path of a JSON file.",
      },
    );
  }
  const config = parseJson(environmentConfig, readFileSync(file, "utf8"), "environment config");
  return { ...config, environment: basename(file, ".json") };
}

function names(): string[] {
  return readdirSync(directory)
    .filter((file) => file.endsWith(".json"))
    .map((file) => file.slice(0, -".json".length))
    .sort();
}
