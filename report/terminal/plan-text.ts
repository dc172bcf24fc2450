import Table from "cli-table3";
import type { Observed } from "../../contract/observed.ts";
import type { Figure } from "../estimate/estimate.ts";
import type { PlannedContrast } from "../plan/plan-contrasts.ts";
import type { SuitePlan } from "../plan/plan-suite.ts";
import { counted, dollars, durations, type Format } from "./quantities.ts";

/** A plan for a person: its benchmarks, its order, what it can find out. */
export function planText(plan: SuitePlan): string {
  const { suite, jobs, benchmarks, replicates, total } = plan;
  const size = [counted(benchmarks.length, "benchmark"), counted(replicates, "replicate")].join(", ");
  const totals = [
    `${counted(jobs.length, "job")} of ${suite} (${size} of each)`,
    `time: ${shown(total.seconds, durations)}, one after another`,
    `cost: ${shown(total.usd, dollars)}`,
  ].join("\n");
  return [totals, benchmarkTable(plan), orderText(plan), contrastText(plan)]
    .filter((part) => part !== "")
    .join("\n\n");
}

function benchmarkTable({ benchmarks }: SuitePlan): string {
  const table = new Table({
    head: ["benchmark", "instance type", "time of a job", "cost of a job", "basis"],
    style: { head: [], border: [] },
  });
  const reasons = new Map<string, string[]>();
  for (const { config, seconds, usd, basis } of benchmarks) {
    table.push([
      config.id,
      config.hardware.instance_type,
      middle(seconds, durations),
      middle(usd, dollars),
      basis ?? "-",
    ]);
    for (const [what, of] of [
      ["time", seconds],
      ["cost", usd],
    ] as const) {
      if (of.value !== null || (what === "cost" && seconds.value === null)) continue;
      const key = `${what} not known: ${of.reason}`;
      reasons.set(key, [...(reasons.get(key) ?? []), config.id]);
    }
  }
  return [table.toString(), ...Array.from(reasons, ([why, ids]) => `${why} (${ids.join(", ")})`)].join("\n");
}

function orderText({ jobs, seed }: SuitePlan): string {
  const blocks = Map.groupBy(jobs, ({ block }) => block);
  const lines = Array.from(
    blocks,
    ([block, of]) => `  ${block}: ${of.map(({ benchmark }) => benchmark).join(", ")}`,
  );
  return [`Order, in random blocks (seed ${seed}):`, ...lines].join("\n");
}

function contrastText({ family, onOneMachine }: SuitePlan): string {
  const { contrasts, needs, instances } = family;
  if (contrasts.length === 0) return "No primary contrasts: its comparisons will be exploratory.";
  const demand = `${counted(contrasts.length, "primary contrast")}, judged as one family: at least ${needs} instances in each arm, ${instances} planned${onOneMachine ? ": all jobs on this machine are one instance" : ""}.`;
  const table = new Table({
    head: ["contrast", "n", "variation", "found with power 0.8", "called so"],
    style: { head: [], border: [] },
    wordWrap: true,
  });
  for (const { name, n, variation, detectable } of contrasts) {
    table.push([
      name,
      n,
      `${percent(variation.coefficient)} (${variation.basis})`,
      difference(detectable.byTest),
      difference(detectable.byWord),
    ]);
  }
  return [demand, table.toString(), ...new Set(contrasts.flatMap(notes))].join("\n");
}

function notes({ n, unreachable, detectable, advisedReplicates }: PlannedContrast): string[] {
  const words = unreachable.map((word) => `"${word}"`).join(", ");
  if (n === 0)
    return [`n=0: an arm is left out of this plan; the contrast counts in the family all the same.`];
  return [
    ...(unreachable.length > 0 ? [`n=${n}: ${words} cannot be reached, whatever is measured.`] : []),
    ...(detectable.byWord.value === null && unreachable.length === 0
      ? [`"better" and "worse": ${detectable.byWord.reason}.`]
      : []),
    ...(advisedReplicates === null
      ? []
      : [
          advisedReplicates.value === null
            ? `No number of replicates reaches power 0.8: ${advisedReplicates.reason}.`
            : `With --replicates ${advisedReplicates.value} they reach power 0.8.`,
        ]),
  ];
}

const difference = (ratio: Observed<number>): string =>
  ratio.value === null ? "none" : `${percent(ratio.value - 1)} or more`;

const percent = (fraction: number): string => `${(100 * fraction).toFixed(1)} %`;

const shown = (of: Observed<number>, format: Format): string =>
  of.value === null ? of.reason : format([of.value]).join("");

const middle = (of: Observed<Figure>, format: Format): string =>
  of.value === null ? "not known" : format([of.value.value]).join("");
