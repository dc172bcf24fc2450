import { smallestSample } from "../statistics/smallest-sample.ts";
import type { CheckedRequest } from "./check-request.ts";
import type { Price } from "../../contract/prices/price-book.ts";

/** Runs that would turn an extrapolation into a measurement. */
export interface SettlingPlan {
  readonly instanceType: string;
  readonly simulation: string;
  readonly resolution: string;
  readonly levels: number;
  readonly threads: number;
  /** Fresh ones: enough for one contrast to be judged. */
  readonly instances: number;
  /** Each instance runs both lengths, so that initialisation and the time of a day come apart. */
  readonly days: readonly [number, number];
  /** By this very estimate, at the upper end of its interval; `null` where there is none. */
  readonly hoursAtMost: number | null;
  readonly usdAtMost: number | null;
}

const lengths = [1, 7] as const;

/** `secondsAtMost`: wall time of so many days at the upper end of the interval. */
export function settlingPlan(
  { instance, simulation, resolution, levels, threads }: CheckedRequest,
  secondsAtMost: (days: number) => number | null,
  price: Price | undefined,
): SettlingPlan | null {
  if (!instance) return null;
  const instances = smallestSample(1);
  const [short, long] = lengths.map(secondsAtMost);
  const known = typeof short === "number" && typeof long === "number";
  const hoursAtMost = known ? (instances * (short + long)) / 3600 : null;
  const usdAtMost = hoursAtMost !== null && price ? hoursAtMost * price.usdPerHour : null;
  const what = { instanceType: instance.name, simulation, resolution, levels, threads };
  return { ...what, instances, days: lengths, hoursAtMost, usdAtMost };
}
