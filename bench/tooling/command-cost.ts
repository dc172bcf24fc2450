import { execa } from "execa";
import { projectRoot } from "../../host/paths.ts";

export interface CommandCost {
  readonly seconds: number;
  /** Of the largest process. */
  readonly peakMemoryMiB: number;
}

/** Node has no wait4, whose answer has the peak resident set of a child that ended; Python does. */
const program = `
import json, resource, subprocess, sys, time
started = time.monotonic()
status = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL).returncode
seconds = time.monotonic() - started
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
print(json.dumps({"seconds": seconds, "peakMemoryMiB": peak / 1024}))
sys.exit(status)
`;

/** Wall time and peak memory of a command in the project's folder; rejects when it fails. */
export async function commandCost(
  argv: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<CommandCost> {
  const { stdout } = await execa("python3", ["-c", program, ...argv], { cwd: projectRoot, env });
  return JSON.parse(stdout) as CommandCost;
}
