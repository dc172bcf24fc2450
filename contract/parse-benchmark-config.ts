import { benchmarkConfig, type BenchmarkConfig } from "./benchmark-config.ts";
import { parseJson } from "./parse-json.ts";

/** Parses a benchmark config from JSON text; throws {@link GeosBenchError} naming every fault at once. */
export function parseBenchmarkConfig(text: string): BenchmarkConfig {
  return parseJson(benchmarkConfig, text, "benchmarkConfig");
}
