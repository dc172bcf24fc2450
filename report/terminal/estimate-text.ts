import Table from "cli-table3";
import type { BudgetOption } from "../estimate/budget.ts";
import type { Estimate, Figure } from "../estimate/estimate.ts";
import type { SettlingPlan } from "../estimate/settling-plan.ts";
import { counted, dollars, durations, twoDigits, type Format } from "./quantities.ts";

/** An estimate for a person: the sentence, the phases, what it rests on, what to know, what would settle it. */
export function estimateText(of: Estimate): string {
  const parts = [sentence(of), costSentence(of), phaseTable(of), caveatText(of), basisText(of)];
  if (of.plan) parts.push(planText(of.plan));
  return parts.filter((part) => part !== "").join("\n\n");
}

/** A run on each instance type against a budget. */
export function budgetText(options: readonly BudgetOption[], budgetUsd: number): string {
  const table = new Table({
    head: ["instance type", "threads", "time (95 %)", "cost (95 %)", `for $${budgetUsd}`, "what it is"],
    style: { head: [], border: [] },
  });
  const refusals = [];
  for (const option of options) {
    if (option.answer === "refused") {
      table.push([option.instanceType, "-", "-", "-", "refused", "see below"]);
      refusals.push(`${option.instanceType}: ${option.reason}`);
      continue;
    }
    const { request, wallSeconds, usd, basis } = option.estimate;
    const { instanceType, answer } = option;
    const what = basisWords(basis);
    table.push([
      instanceType,
      request.threads,
      wallSeconds.value ? withInterval(wallSeconds.value, durations) : "unknown",
      usd.value ? withInterval(usd.value, dollars) : "unknown",
      answer,
      what,
    ]);
  }
  const first = options.flatMap((option) => (option.answer === "refused" ? [] : [option.estimate]))[0];
  return [
    table.toString(),
    "In the order of the catalogue. This is no ranking: gcbench compare ranks what was measured.",
    ...refusals,
    ...(first ? [caveatText(first), basisText(first)] : []),
  ].join("\n\n");
}

function sentence({ request, wallSeconds, basis }: Estimate): string {
  const { simulation, resolution, levels, days, threads, instanceType } = request;
  const where = instanceType === null ? "a machine of which nothing is known" : instanceType;
  const what = `${simulation} at ${resolution}, ${levels} levels, ${days} simulated days, ${counted(threads, "thread")} on ${where}`;
  if (wallSeconds.value === null) return `${what}: unknown, ${wallSeconds.reason}.`;
  const why = basisWords(basis);
  const n = `n=${basis.n} of ${counted(basis.observers, "observer")}`;
  return `${what}: ${withInterval(wallSeconds.value, durations, "95 %: ")}, ${n}; ${why}.`;
}

function costSentence({ usd, usdPerSimulatedYear, price, basis }: Estimate): string {
  if (usd.value === null || usdPerSimulatedYear.value === null)
    return `Cost: ${usd.value === null ? usd.reason : "unknown"}.`;
  const from = price.value
    ? ` at $${price.value.usdPerHour}/h (${price.value.record.region}, on-demand, recorded ${price.value.record.recorded_on}, ${price.value.record.certainty})`
    : "";
  return `Cost: ${withInterval(usd.value, dollars, "95 %: ")}; ${withInterval(usdPerSimulatedYear.value, dollars)} per simulated year${from}; ${basis.tag}.`;
}

function phaseTable({ phases, initialisationSeconds, request }: Estimate): string {
  if (phases.length === 0) return "";
  const table = new Table({
    head: ["phase", "time (95 %)", "share", "grows with", "what it is"],
    style: { head: [], border: [] },
  });
  const initialisation = initialisationSeconds.value;
  if (initialisation !== null)
    table.push(["Initialization", durations([initialisation]).join(), "", "-", "not by days"]);
  for (const { name, seconds, share, exponent } of phases) {
    const time = withInterval(seconds, durations);
    table.push([name, time, `${(100 * share).toFixed(1)} %`, `cells^${exponent}`, seconds.tag]);
  }
  return `Phases, over ${request.days} simulated days:\n${table.toString()}`;
}

function basisText({ basis, model }: Estimate): string {
  const observers = Map.groupBy(basis.runs, ({ observer, origin }) => `  ${observer} (${origin}):`);
  const runs = [...observers].flatMap(([observer, of]) => [observer, ...of.map(({ id }) => `    ${id}`)]);
  const spread = model?.spread.value;
  const fitted = model
    ? `Serial fraction ${model.serialFraction.toFixed(3)}, machine factor ${model.machineFactor.toFixed(2)}, spread ${
        typeof spread === "number" ? spread.toFixed(2) : "unknown"
      } (of logarithms).`
    : "";
  const leftOut = basis.leftOut.map(({ id, reason }) => `  ${id}: ${reason}`);
  return [
    ...(runs.length > 0 ? ["Rests on (sources: --json):", ...runs, fitted] : []),
    ...(leftOut.length > 0 ? ["Left out:", ...leftOut] : []),
  ].join("\n");
}

const basisWords = ({ tag, reasons }: Estimate["basis"]): string =>
  reasons.length === 0 ? tag : `${tag}: ${reasons.join("; ")}`;

const caveatText = ({ caveats }: Estimate): string =>
  caveats.length === 0 ? "" : ["To know:", ...caveats.map((caveat) => `  ${caveat}`)].join("\n");

function planText(plan: SettlingPlan): string {
  const { instanceType, simulation, resolution, levels, threads, instances, days, hoursAtMost, usdAtMost } =
    plan;
  const hours = hoursAtMost === null ? "" : `: at most ${twoDigits(hoursAtMost)} instance-hours`;
  const usd = usdAtMost === null ? "" : `, $${twoDigits(usdAtMost)}`;
  return (
    `To settle it: ${simulation} at ${resolution}, ${levels} levels, ${counted(threads, "thread")}, ` +
    `for ${days.join(" and ")} days on each of ${instances} fresh ${instanceType}${hours}${usd}.`
  );
}

function withInterval({ value, interval }: Figure, format: Format, before = ""): string {
  if (interval.value === null) return `${format([value]).join("")} (no interval: ${interval.reason})`;
  const [shown, low, high] = format([value, ...interval.value]);
  return `${shown} (${before}${low} to ${high})`;
}
