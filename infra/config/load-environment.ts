import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import packageJson from "../../package.json" with { type: "json" };
import { GeosBenchError } from "../../contract/errors.ts";
import { parseJson } from "../../contract/parse-json.ts";
import { environmentConfig, environmentName, type EnvironmentConfig } from "./environment.ts";
import { isImageRecord, readImageRecord } from "./image-record.ts";

const directory = import.meta.dirname;

/**
 * Reads an environment by name (a file of this directory) or by path, and completes it with the defaults. Where it
 * names neither tag nor digest of the image, the one that was pushed last for this environment counts.
 */
export function loadEnvironment(nameOrPath: string): EnvironmentConfig {
  const file = environmentFile(nameOrPath);
  const config = parseJson(environmentConfig, readFileSync(file, "utf8"), "environmentConfig");
  const { tag, digest } = config.image;
  const pushed = tag === undefined && digest === undefined ? readImageRecord(file)?.digest : undefined;
  const image = { ...config.image, tag: tag ?? packageJson.version, digest: digest ?? pushed };
  const environment = basename(file, ".json");
  return { ...config, image, environment, name: config.name ?? nameOfFile(environment) };
}

/** Names of resources carry it, so that it has to be one that they can. */
function nameOfFile(environment: string): string {
  const { success, error } = environmentName.safeParse(environment);
  if (success) return environment;
  throw new GeosBenchError(
    `"${environment}", the name of the environment's file, ${error.issues[0]?.message}.`,
    {
      code: "unknown-environment",
      hint: 'Rename the file, or give the environment a "name".',
    },
  );
}

/** The file of an environment; one that is not there is an error that lists those that are. */
export function environmentFile(nameOrPath: string): string {
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
  return file;
}

function names(): string[] {
  return readdirSync(directory)
    .filter((file) => file.endsWith(".json") && !isImageRecord(file))
    .map((file) => file.slice(0, -".json".length))
    .sort();
}
