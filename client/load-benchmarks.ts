import { readFile } from "node:fs/promises";
import { dockerArchitecture, type DockerArchitecture } from "../contract/architecture.ts";
import type { BenchmarkConfig } from "../contract/benchmark-config.ts";
import { GeosBenchError } from "../contract/errors.ts";
import { loadSuite } from "../contract/load-suite.ts";
import { parseBenchmarkConfig } from "../contract/parse-benchmark-config.ts";

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
  const all = selection.config === undefined ? ofSuite(selection.suite) : await loadConfig(selection.config);
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

function ofSuite(name: string): Benchmarks {
  const { suite, sha256 } = loadSuite(name);
  return { suite: name, suiteSha256: sha256, configs: suite.benchmarks };
}
