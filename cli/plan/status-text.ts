import Table from "cli-table3";
import type { PlanStatus } from "../../client/plan/plan-status.ts";

/** Where a plan stands, for a person. */
export function statusText(status: PlanStatus): string {
  const { plan, suite, jobs, benchmarks, where } = status;
  const place = where.kind === "aws" ? where.region : "this machine";
  const table = new Table({
    head: ["benchmark", "jobs", "succeeded", "failed", "open", "instances"],
    style: { head: [], border: [] },
  });
  for (const { benchmark, unobserved, instances, ...of } of benchmarks) {
    const seen = unobserved === 0 ? `${instances}` : `${instances} observed, ${unobserved} not`;
    table.push([benchmark, of.jobs, of.succeeded, of.failed, of.open, seen]);
  }
  const notable = jobs.filter(({ status: of }) => !["succeeded", "waiting"].includes(of));
  return [
    `${plan} (suite ${suite}, on ${place})`,
    table.toString(),
    ...notable.map(
      ({ job, benchmark, status: of, job_id: id, reason }) =>
        `  ${job} ${benchmark}: ${of}${id === null ? "" : ` ${id}`}${reason === null ? "" : `: ${reason}`}`,
    ),
    ...next(status),
  ].join("\n");
}

function next({ plan, benchmarks, closed }: PlanStatus): string[] {
  const sum = (of: "open" | "failed") => benchmarks.reduce((so, one) => so + one[of], 0);
  if (sum("open") > 0 || !closed) return [`To go on: gcbench submit --resume ${plan}`];
  return sum("failed") === 0
    ? []
    : [`To run again what failed: gcbench submit --resume ${plan} --retry-failed`];
}
