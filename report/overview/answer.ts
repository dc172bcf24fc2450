import { figureText, seconds, usd } from "./figure-text.ts";
import type { Configuration, Figure } from "./configuration.ts";
import type { SubjectOverview } from "./overview.ts";

/**
 * What is known of a subject, in sentences: the fastest and the cheapest with interval and n, or why there is no
 * answer. An order of measured values is no verdict, and says so.
 */
export function answer({ configurations, elsewhere }: SubjectOverview): string[] {
  const ranked = configurations.filter(isRanked);
  const [fastest] = ranked;
  if (configurations.length === 0) {
    const runs = elsewhere.length === 1 ? "One run" : `${elsewhere.length} runs`;
    return [`No answer: nothing of it was measured. ${runs} from elsewhere stand below, for estimates.`];
  }
  if (fastest === undefined) return [noAnswer(configurations)];
  const time = fastest.secondsPerSimulatedDay.value;
  const [cheapest] = ranked
    .flatMap((of) => (of.usdPerSimulatedDay.value ? [{ of, cost: of.usdPerSimulatedDay.value }] : []))
    .sort((a, b) => a.cost.value - b.cost.value);
  const one = ranked.length === 1;
  return [
    `${fastest.label}: ${figureText(time, seconds)} per simulated day` +
      `${one ? "" : `, the shortest of ${ranked.length} configurations`}.`,
    cheapest
      ? `${cheapest.of.label}: ${figureText(cheapest.cost, usd)} per simulated day${one ? "" : ", the least"}.`
      : `What it costs is not known: ${reasonOf(fastest)}.`,
  ];
}

/** Whether a configuration has a place in an order. */
export const isRanked = (
  of: Configuration,
): of is Configuration & { readonly secondsPerSimulatedDay: { readonly value: Figure } } =>
  of.reservations.length === 0 && of.secondsPerSimulatedDay.value !== null;

const reasonOf = ({ usdPerHour }: Configuration): string =>
  usdPerHour.value === null ? usdPerHour.reason : "no figure";

function noAnswer(all: readonly Configuration[]): string {
  const kinds = Map.groupBy(
    all.flatMap(({ reservations, secondsPerSimulatedDay: time }) =>
      reservations.length > 0 ? reservations : time.value === null ? [time.reason] : [],
    ),
    (reason) => reason,
  );
  const reasons = Array.from(kinds, ([reason, of]) => `${reason} (${of.length} of ${all.length})`);
  return `No answer: no configuration may be ranked. ${reasons.join("; ")}.`;
}
