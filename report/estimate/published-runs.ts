import type { PublishedTiming } from "../../contract/published/timing-record.ts";
import { publishedTimings } from "../../contract/published/published-timings.ts";
import { instanceTypes } from "../../contract/instance-types.ts";
import type { KnownRun } from "./known-run.ts";

/** The published run times as runs that an estimate can use. */
export function publishedRuns(rows: readonly PublishedTiming[] = publishedTimings): KnownRun[] {
  return rows.map((row) => {
    const isInstanceType = row.machine !== null && instanceTypes.has(row.machine);
    return {
      id: row.id,
      origin: "published",
      source: row.source,
      observer: publication(row.source),
      model: row.model,
      simulation: row.simulation,
      resolution: row.resolution,
      levels: row.levels,
      threads: row.threads,
      threadsStated: row.threads_from === "stated",
      simulatedDays: row.simulated_days,
      wallSeconds: row.wall_s,
      timers: row.timers_s,
      machine: {
        processor: isInstanceType ? null : row.machine,
        instanceType: isInstanceType ? row.machine : null,
        architecture: row.architecture,
      },
    };
  });
}

/** Files of one repository are one author's word; a thread stands for itself. */
function publication(source: string): string {
  const [, owner = "", repository = "", kind, number] = new URL(source).pathname.split("/");
  const thread = kind === "issues" || kind === "pull";
  return thread ? `${owner}/${repository}#${number}` : `${owner}/${repository}`;
}
