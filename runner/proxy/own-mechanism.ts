import { readFileSync } from "node:fs";
import { type BenchmarkConfig, isOwnMechanism, proxyWorkloadOf } from "../../contract/benchmark-config.ts";
import { GeosBenchError } from "../../contract/errors.ts";
import { parseS3Url } from "../../contract/s3-url.ts";
import type { Ports } from "../ports.ts";

/**
 * The table of a mechanism that the image does not have; `undefined` for those it has. Throws {@link GeosBenchError}.
 */
export async function readOwnMechanism(
  config: BenchmarkConfig,
  readObject: Ports["readObject"],
): Promise<string | undefined> {
  const given = proxyWorkloadOf(config).mechanism;
  if (given === undefined || !isOwnMechanism(given)) return undefined;
  if (given.startsWith("s3:")) return readObject(parseS3Url(given));
  try {
    return readFileSync(given, "utf8");
  } catch (cause) {
    throw new GeosBenchError(`The mechanism "${given}" cannot be read: ${(cause as Error).message}.`, {
      code: "no-mechanism",
      hint: "Paths are those that the job sees. Give workload.mechanism s3://bucket/NAME.mech, or a table that the image has.",
      cause,
    });
  }
}
