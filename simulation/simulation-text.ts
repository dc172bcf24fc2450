import Table from "cli-table3";
import type { Observed } from "../contract/observed.ts";
import { counted } from "../report/terminal/quantities.ts";
import type { FleetOutcome, NeverRun, Outcome, Waits } from "./outcome/outcome.ts";
import type { Simulation } from "./simulate.ts";

/** Said of every outcome: nobody is to take it for a measurement. */
export const simulatedNotice =
  "Simulated: nothing ran, nothing was measured. The local Batch's scheduler placed jobs on modelled instances; docs/simulate.md has what the model leaves out.";

/** A simulation for a person: the variants side by side, then waits, instances and what never ran. */
export function simulationText(of: Simulation): string {
  const { name, description, seed, region, variants } = of;
  return [
    `${name}: ${description}`,
    `Seed ${seed}, prices of ${region}. ${simulatedNotice}`,
    "",
    sideBySide(variants),
    ...reasonsOf(variants),
    "",
    "Waits, from RUNNABLE to RUNNING, boot and image included:",
    waitTable(variants),
    "",
    "Instances, from launch to end:",
    fleetTable(variants),
    ...notesOf(variants),
  ].join("\n");
}

const table = (head: readonly string[]): Table.Table =>
  new Table({ head: [...head], style: { head: [], border: [], compact: true } });

function sideBySide(variants: readonly Outcome[]): string {
  const rows = table([
    "variant",
    "makespan",
    "wait p50 / p95 / max",
    "instance hours",
    "vCPUs used",
    "cost",
    "interruptions, retries",
    "succeeded / failed / never run",
  ]);
  for (const of of variants) {
    rows.push([
      of.variant,
      of.makespanSeconds === null ? "-" : time(of.makespanSeconds),
      waits(of.waitSeconds),
      of.instanceHours.toFixed(1),
      of.vcpuUtilisation === null ? "-" : `${(100 * of.vcpuUtilisation).toFixed(0)} %`,
      dollars(of.usd),
      `${of.interruptions}, ${of.retries}`,
      `${of.succeeded} / ${sum(of.failed)} / ${sum(of.neverRun)}`,
    ]);
  }
  return rows.toString();
}

function waitTable(variants: readonly Outcome[]): string {
  const rows = table(["variant", "queue", "share", "jobs of", "jobs", "p50 / p95 / max"]);
  for (const { variant, queues } of variants)
    for (const { queue, share, group, waitSeconds } of queues)
      rows.push([variant, queue, share ?? "-", group, waitSeconds?.jobs ?? 0, waits(waitSeconds)]);
  return rows.toString();
}

function fleetTable(variants: readonly Outcome[]): string {
  const rows = table([
    "variant",
    "environment",
    "type",
    "launched",
    "at most",
    "hours",
    "billed",
    "cost",
    "at list price",
  ]);
  for (const { variant, fleets } of variants)
    for (const of of fleets)
      rows.push([
        variant,
        of.environment,
        `${of.type}, ${of.purchase}`,
        of.instances,
        of.mostAtOnce,
        of.instanceHours.toFixed(2),
        of.billedHours.toFixed(2),
        dollars(of.usd),
        dollars(of.usdOnDemand),
      ]);
  return rows.toString();
}

/** Why a cost is not known. */
function reasonsOf(variants: readonly Outcome[]): string[] {
  const reasons = Map.groupBy(
    variants.filter(({ usd }) => usd.value === null),
    ({ usd }) => ("reason" in usd ? usd.reason : ""),
  );
  return Array.from(
    reasons,
    ([why, of]) => `Cost not known (${of.map(({ variant }) => variant).join(", ")}): ${why}.`,
  );
}

function notesOf(variants: readonly Outcome[]): string[] {
  const prices = new Set(variants.flatMap(({ fleets }) => fleets.flatMap(priceOf)));
  const durations = new Set(
    variants.flatMap((of) =>
      of.durations.flatMap(({ group, from }) => from.map((one) => `${group}: ${one}`)),
    ),
  );
  return [
    ...variants.flatMap(({ variant, failed }) =>
      failed.map(({ reason, jobs }) => `${variant}: ${counted(jobs, "job")} failed: ${reason}`),
    ),
    ...variants.flatMap(({ variant, neverRun }) => neverRun.map((of) => `${variant}: ${neverRunText(of)}`)),
    ...listed("Prices", prices),
    ...listed("Durations", durations),
  ];
}

const priceOf = ({ type, price }: FleetOutcome): string[] => (price === null ? [] : [`${type}: ${price}`]);

const listed = (title: string, lines: ReadonlySet<string>): string[] =>
  lines.size === 0 ? [] : ["", `${title}:`, ...Array.from(lines, (line) => `  ${line}`)];

function neverRunText({ queue, status, jobs, first, why, runsWhen }: NeverRun): string {
  const when = runsWhen
    .map((one, index) => `${index === 0 ? " It runs when" : ", and when"} ${one}`)
    .join("");
  return `${counted(jobs, "job")} of queue ${queue} never ${jobs === 1 ? "runs" : "run"} (${status}), first ${first}: ${why}${when}${when && "."}`;
}

const sum = (of: readonly { readonly jobs: number }[]): number =>
  of.reduce((total, { jobs }) => total + jobs, 0);

const waits = (of: Waits | null): string =>
  of === null ? "-" : [of.p50, of.p95, of.max].map(time).join(" / ");

const dollars = (of: Observed<number>): string =>
  of.value === null ? "not known" : `$${of.value.toFixed(2)}`;

/** To the precision that a model deserves: whole seconds, whole minutes, tenths of an hour. */
function time(seconds: number): string {
  if (seconds < 60) return `${seconds.toFixed(0)} s`;
  if (seconds < 7200) return `${(seconds / 60).toFixed(0)} min`;
  return `${(seconds / 3600).toFixed(1)} h`;
}
