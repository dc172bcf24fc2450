import type { Estimate, Figure } from "../estimate/estimate.ts";
import type { SettlingPlan } from "../estimate/settling-plan.ts";
import { counted, dollars, durations, twoDigits, type Format } from "./quantities.ts";

/** Time, with what it rests on. */
export function sentence({ request, wallSeconds, basis }: Estimate): string {
  const { simulation, resolution, levels, days, threads, instanceType } = request;
  const where = instanceType === null ? "a machine of which nothing is known" : instanceType;
  const what = `${simulation} at ${resolution}, ${levels} levels, ${counted(days, "simulated day")}, ${counted(threads, "thread")} on ${where}`;
  if (wallSeconds.value === null) return `${what}: unknown, ${wallSeconds.reason}.`;
  const why = basisWords(basis);
  const n = `n=${basis.n} of ${counted(basis.observers, "observer")}`;
  return `${what}: ${withInterval(wallSeconds.value, durations, "95 %: ")}, ${n}; ${why}.`;
}

export function costSentence({ usd, usdPerSimulatedYear, price, basis }: Estimate): string {
  if (usd.value === null || usdPerSimulatedYear.value === null)
    return `Cost: ${usd.value === null ? usd.reason : "unknown"}.`;
  const from = price.value
    ? ` at $${price.value.usdPerHour}/h (${price.value.record.region}, on-demand, recorded ${price.value.record.recorded_on}, ${price.value.record.certainty})`
    : "";
  return `Cost: ${withInterval(usd.value, dollars, "95 %: ")}; ${withInterval(usdPerSimulatedYear.value, dollars)} per simulated year${from}; ${basis.tag}.`;
}

export const basisWords = ({ tag, reasons }: Estimate["basis"]): string =>
  reasons.length === 0 ? tag : `${tag}: ${reasons.join("; ")}`;

export function planText(plan: SettlingPlan): string {
  const { instanceType, simulation, resolution, levels, threads, instances, days, hoursAtMost, usdAtMost } =
    plan;
  const hours = hoursAtMost === null ? "" : `: at most ${twoDigits(hoursAtMost)} instance-hours`;
  const usd = usdAtMost === null ? "" : `, $${twoDigits(usdAtMost)}`;
  return (
    `To settle it: ${simulation} at ${resolution}, ${levels} levels, ${counted(threads, "thread")}, ` +
    `for ${days.join(" and ")} days on each of ${instances} fresh ${instanceType}${hours}${usd}.`
  );
}

export function withInterval({ value, interval }: Figure, format: Format, before = ""): string {
  if (interval.value === null) return `${format([value]).join("")} (no interval: ${interval.reason})`;
  const [shown, low, high] = format([value, ...interval.value]);
  return `${shown} (${before}${low} to ${high})`;
}
