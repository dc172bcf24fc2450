import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { dockerArchitecture, type DockerArchitecture } from "../contract/architecture.ts";
import type { BenchmarkConfig } from "../contract/benchmark-config.ts";
import { GeosBenchError } from "../contract/errors.ts";
import { parseBenchmarkConfig } from "../contract/parse-benchmark-config.ts";
import { parseJson } from "../contract/parse-json.ts";
import { sha256 } from "../contract/sha256.ts";
import { suite } from "../contract/suite.ts";
import { suitesDir } from "../host/paths.ts";

export interface Benchmarks {
  /** Name of the suite, or `null` for a single config. */
  readonly suite: string | null;
  /** SHA-256 of the suite file as it is on disk. */
  readonly suiteSha256: string | null;
  readonly configs: readonly BenchmarkConfig[];
}

export interface Selection {
  /** A file, or the JSON itself. */
  readonly config?: string;
  readonly suite: string;
  readonly arch?: DockerArchitecture;
}

/** Reads what is to be run; bad input is found here, before anything is started. */
export async function loadBenchmarks(selection: Selection): Promise<Benchmarks> {
  const all =
    selection.config === undefined ? await loadSuite(selection.suite) : await loadConfig(selection.config);
  const { arch } = selection;
  if (!arch) return all;
  const configs = all.configs.filter(({ hardware }) => dockerArchitecture(hardware.architecture) === arch);
  if (configs.length > 0) return { ...all, configs };
  const present = new Set(all.configs.map(({ hardware }) => dockerArchitecture(hardware.architecture)));
  throw new GeosBenchError(
    `--arch ${arch} leaves nothing to run: the benchmarks are for ${[...present].join(", ")}.`,
    {
      code: "bad-option",
      hint: "The architecture follows hardware.architecture of the config; leave --arch out, or change the config.",
    },
  );
}

async function loadConfig(given: string): Promise<Benchmarks> {
  const text = given.trimStart().startsWith("{") ? given : await readConfigFile(given);
  return { suite: null, suiteSha256: null, configs: [parseBenchmarkConfig(text)] };
}

async function readConfigFile(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (cause) {
    throw new GeosBenchError(`Cannot read the benchmark config "${file}": ${(cause as Error).message}.`, {
      code: "bad-option",
      hint: "--config takes a file, or the JSON itself (starting with a brace).",
    });
  }
}

async function loadSuite(name: string): Promise<Benchmarks> {
  const known = (await readdir(suitesDir))
    .filter((file) => file.endsWith(".json"))
    .map((file) => file.slice(0, -5));
  if (!known.includes(name)) {
    throw new GeosBenchError(`There is no suite "${name}". Known: ${known.join(", ")}.`, {
      code: "unknown-suite",
    });
  }
  const text = await readFile(path.join(suitesDir, `${name}.json`), "utf8");
  const { benchmarks } = parseJson(suite, text, "suite");
  return { suite: name, suiteSha256: sha256(text), configs: benchmarks };
}
