import { metricsSwitch, namespaceVariable } from "../../contract/metric-names.ts";
import type { Result } from "../../contract/result.ts";
import type { Journal } from "../system/journal.ts";
import { metricsLine } from "./metrics-line.ts";

/**
 * Prints the metrics of a stored result where the job definition asked for them. `log.txt` was stored before: the line
 * is in the log stream only, where CloudWatch Logs finds it.
 */
export function reportMetrics(
  result: Result,
  { journal, env }: { journal: Journal; env: NodeJS.ProcessEnv },
): void {
  if (env[metricsSwitch.name] !== metricsSwitch.value) return;
  const line = metricsLine(result, env[namespaceVariable]);
  if (line !== undefined) journal.pass(line);
}
