import { GeosBenchError } from "./errors.ts";
import { expandMatrix, type ExpandedBenchmark } from "./expand-matrix.ts";
import { instanceTypes } from "./instance-types.ts";
import { mergeConfigs, type PartOfConfig } from "./merge-configs.ts";
import { parseValue } from "./parse-json.ts";
import { suite, type Suite } from "./suite.ts";
import type { SuiteFile } from "./suite-file.ts";

/**
 * A suite with every benchmark written out and checked. What the catalogue of instance types says of the hardware need
 * not stand in the file. Throws {@link GeosBenchError} `invalid-suite`, which names every fault by its benchmark.
 */
export function expandSuite({ defaults, matrix, benchmarks, tags, ...rest }: SuiteFile): Suite {
  const listed = benchmarks.map(({ id, tags: own, ...config }): ExpandedBenchmark => ({
    id,
    tags: own,
    config,
  }));
  const all = [...(matrix ? expandMatrix(matrix) : []), ...listed];
  requireBenchmarks(all.map(({ id }) => id));
  const configOf = ({ id, config }: ExpandedBenchmark) =>
    withCatalogue({ id, ...mergeConfigs(defaults, config) });
  return parseValue(
    suite,
    {
      ...rest,
      benchmarks: Object.fromEntries(all.map((of) => [of.id, configOf(of)])),
      tags: Object.fromEntries(all.map((of) => [of.id, [...new Set([...tags, ...of.tags])]])),
    },
    "suite",
  );
}

function requireBenchmarks(ids: readonly string[]): void {
  const invalid = (message: string) =>
    new GeosBenchError(`The suite is not valid: ${message}`, { code: "invalid-suite" });
  if (ids.length === 0) throw invalid("benchmarks, matrix: it has no benchmark");
  const twice = [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))];
  if (twice.length > 0) {
    throw invalid(
      twice.map((id) => `benchmarks: given ${JSON.stringify(id)}, which is there twice`).join("; "),
    );
  }
}

function withCatalogue(config: PartOfConfig): PartOfConfig {
  const { hardware } = config;
  if (typeof hardware !== "object" || hardware === null || !("instance_type" in hardware)) return config;
  const type = instanceTypes.get(String(hardware.instance_type));
  if (!type) return config;
  const known = { processor_type: type.processor, architecture: type.architecture };
  return { ...config, hardware: { ...known, ...hardware } };
}
