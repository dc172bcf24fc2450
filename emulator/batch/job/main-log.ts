import type { Job } from "./job.ts";
import type { LogDestination } from "./log-destination.ts";

/** The log of a job's last attempt: of several containers, that of the first essential one. */
export function mainLog({ containers, attempts }: Job): LogDestination | undefined {
  const main = containers.findIndex(({ essential }) => essential);
  return attempts.at(-1)?.containers[main]?.log;
}
