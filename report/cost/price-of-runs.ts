import { unknownBecause, type Observed } from "../../contract/observed.ts";
import type { PriceBook } from "../../contract/prices/price-book.ts";
import type { RunRow } from "../index/run-columns.ts";
import { instancePrice } from "./instance-price.ts";

type PricedRun = Pick<
  RunRow,
  "instance_type" | "availability_zone" | "purchase_option" | "started_at" | "finished_at"
>;

/** Dollars per hour of the instance that a run was on. */
export function priceOfRun(run: PricedRun, prices: PriceBook): Observed<number> {
  const known = (value: string | null, what: string): Observed<string> =>
    value === null ? unknownBecause(`${what} was not observed`) : { value };
  const bought = {
    type: known(run.instance_type, "instance type"),
    availabilityZone: known(run.availability_zone, "availability zone"),
    purchaseOption: known(run.purchase_option, "purchase option"),
    from: { value: run.started_at.toISOString() },
    to: { value: run.finished_at.toISOString() },
  };
  return instancePrice(bought, prices);
}

const kindOf = (run: PricedRun): string =>
  [
    run.instance_type,
    run.availability_zone,
    run.purchase_option,
    // What a Spot instance cost depends on when it ran.
    ...(run.purchase_option === "spot" ? [run.started_at.getTime(), run.finished_at.getTime()] : []),
  ].join("\n");

/** The price that all runs share; runs in several regions or bought in several ways have none together. */
export const priceOfRuns = (runs: readonly PricedRun[], book: PriceBook): Observed<number> =>
  onePrice(distinctPrices(runs, book));

/** The prices that runs have, each once. */
export function distinctPrices(runs: readonly PricedRun[], book: PriceBook): Observed<number>[] {
  // Most runs are alike in all that a price depends on: each kind is priced once.
  const kinds = new Map(runs.map((run) => [kindOf(run), run]));
  return distinct(Array.from(kinds.values(), (run) => priceOfRun(run, book)));
}

const distinct = (prices: readonly Observed<number>[]): Observed<number>[] => [
  ...new Map(prices.map((of) => [JSON.stringify(of), of])).values(),
];

/** What runs with these prices have together. */
export function onePrice(prices: readonly Observed<number>[]): Observed<number> {
  const [only, ...others] = distinct(prices);
  if (only && others.length === 0) return only;
  return unknownBecause(only ? "its runs had several prices" : "no run counts");
}
