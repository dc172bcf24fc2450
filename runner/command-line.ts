import { parseArgs } from "node:util";
import { GeosBenchError } from "../contract/errors.ts";

export interface RunCommand {
  readonly kind: "run";
  /** JSON text, `s3://bucket/key` or a file. */
  readonly benchmark: string;
  /** `s3://bucket/prefix` or a directory; may be left to the config's `output.path`. */
  readonly outputPath: string | undefined;
  /** Checks that it could be run, says what would be fetched, and runs nothing. */
  readonly dryRun?: boolean;
}

export const usage = `Usage: runner --benchmark <json | s3://bucket/key | file> --output-path <s3://bucket/prefix | directory> [--dry-run]

Runs one GEOS-Chem benchmark, measures and verifies it and stores the result below
<output path>/<benchmark id>/<job id>/<attempt>/; manifest.json, written last, marks it complete.

  --benchmark    the benchmark config: JSON text, an S3 object or a file
  --output-path  where the result goes (default: output.path of the config)
  --dry-run      check that it could be run and say what would be fetched; run and store nothing
  --version      print the version
  --help         print this

Exit codes: 0 success, 10 invalid config, 11 output not usable, 12 workload failed, 13 verification failed
(result stored, invalid), 14 result not stored (kept, and printed to the log), 15 interrupted, 1 internal error.
`;

/** Throws {@link GeosBenchError} `invalid-command-line`. */
export function parseCommandLine(args: string[]): RunCommand | { kind: "help" } | { kind: "version" } {
  const { values } = parse(args);
  if (values.help) return { kind: "help" };
  if (values.version) return { kind: "version" };
  if (values.benchmark === undefined) {
    throw new GeosBenchError("--benchmark is missing.", {
      code: "invalid-command-line",
      hint: "Give the benchmark config as JSON text, as s3://bucket/key or as a file.",
    });
  }
  return {
    kind: "run",
    benchmark: values.benchmark,
    outputPath: values["output-path"],
    dryRun: values["dry-run"] ?? false,
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        benchmark: { type: "string" },
        "output-path": { type: "string" },
        "dry-run": { type: "boolean" },
        help: { type: "boolean", short: "h" },
        version: { type: "boolean" },
      },
    });
  } catch (cause) {
    throw new GeosBenchError(`The command line is not valid: ${(cause as Error).message}`, {
      code: "invalid-command-line",
    });
  }
}
