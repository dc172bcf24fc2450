import Table from "cli-table3";
import type { BudgetOption } from "../estimate/budget.ts";
import type { Estimate } from "../estimate/estimate.ts";
import { basisWords, costSentence, planText, sentence, withInterval } from "./estimate-words.ts";
import { counted, dollars, durations } from "./quantities.ts";

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
  return `Phases, over ${counted(request.days, "simulated day")}:\n${table.toString()}`;
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

const caveatText = ({ caveats }: Estimate): string =>
  caveats.length === 0 ? "" : ["To know:", ...caveats.map((caveat) => `  ${caveat}`)].join("\n");
