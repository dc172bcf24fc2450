import { unknownBecause, type Observed } from "../../contract/observed.ts";
import { onDemandPrice } from "../../contract/prices/on-demand-price.ts";
import type { Price } from "../../contract/prices/price-book.ts";
import { caveatsOf } from "./caveats.ts";
import { checkRequest, type CheckedRequest } from "./check-request.ts";
import type { EstimateRequest } from "./estimate-request.ts";
import { fit, relativeDay, type Fit } from "./fit.ts";
import { grids } from "./grids.ts";
import { judgeBasis, type Basis, type Tag } from "./judge-basis.ts";
import type { KnownRun } from "./known-run.ts";
import type { PhaseName } from "./phases.ts";
import { reference, relativeTime } from "./phase-shares.ts";
import { poolRuns, type Pool } from "./pool-runs.ts";
import { predictLevel, type PredictedLevel } from "./predict-level.ts";
import { settlingPlan, type SettlingPlan } from "./settling-plan.ts";

/** A number with what it is; where there is no interval, why. */
export interface Figure {
  readonly value: number;
  /** 95 %. */
  readonly interval: Observed<readonly [low: number, high: number]>;
  readonly tag: Tag;
}

interface EstimatedPhase {
  readonly name: PhaseName;
  /** Of the whole simulated time. */
  readonly seconds: Figure;
  /** Of the main loop, without initialisation. */
  readonly share: number;
  /** The phase takes cells^exponent. */
  readonly exponent: number;
  /** The model's coefficient, at the reference grid. */
  readonly secondsPerCellLevelStep: number;
}

export interface Estimate {
  readonly request: Omit<CheckedRequest, "instance"> & { readonly instanceType: string | null };
  readonly basis: Basis & {
    /** Observations that the time of the machine rests on. */
    readonly n: number;
    readonly observers: number;
    readonly runs: readonly Pick<KnownRun, "id" | "origin" | "source" | "observer">[];
    readonly leftOut: Pool["leftOut"];
  };
  readonly wallSeconds: Observed<Figure>;
  readonly initialisationSeconds: Observed<number>;
  readonly phases: readonly EstimatedPhase[];
  /** List price × wall time. */
  readonly usd: Observed<Figure>;
  readonly usdPerSimulatedYear: Observed<Figure>;
  readonly price: Observed<Price>;
  /** How the figures came about; `null` where there is no run. */
  readonly model: {
    readonly serialFraction: number;
    readonly machineFactor: number;
    readonly spread: Observed<number>;
    readonly intervalFactor: Observed<number>;
    readonly exponentSource: string | null;
  } | null;
  readonly caveats: readonly string[];
  /** What would settle it, where a figure is extrapolated or unknown for an instance type. */
  readonly plan: SettlingPlan | null;
}

export type PriceOf = (instanceType: string) => Price | undefined;

const daysPerYear = 365;
const usEast1: PriceOf = (instanceType) => onDemandPrice(instanceType, "us-east-1");

/**
 * Time and cost of a run, from runs whose time is known. Where there is none of its kind, every figure is `null`
 * with the reason. Throws {@link GeosBenchError} as {@link checkRequest}. Needs nothing but the language: it runs in
 * a browser too.
 */
export function estimate(
  request: EstimateRequest,
  runs: readonly KnownRun[],
  priceOf: PriceOf = usEast1,
): Estimate {
  const checked = checkRequest(request, runs);
  const pool = poolRuns(runs, checked.simulation);
  const fitted = fit(pool);
  const level = predictLevel(fitted, checked.instance?.name ?? null);
  const used = level?.basis.map(({ observation }) => observation) ?? [];
  const basis = judgeBasis(checked, used);
  const price = priceFor(checked, priceOf);
  const seconds = (days: number): Observed<Figure> =>
    level ? { value: wall(checked, days, fitted, level, basis.tag) } : unknownBecause(noRun(pool));
  const wallSeconds = seconds(checked.days);
  const usd = times(wallSeconds, price, 1 / 3600);
  const { instance, ...what } = checked;
  return {
    request: { ...what, instanceType: instance?.name ?? null },
    basis: {
      ...basis,
      n: used.length,
      observers: new Set(used.map(({ observer }) => observer)).size,
      runs: used.flatMap((of) =>
        of.runs.map(({ id, origin, source, observer }) => ({ id, origin, source, observer })),
      ),
      leftOut: pool.leftOut,
    },
    wallSeconds,
    initialisationSeconds:
      pool.initialisationSeconds === null
        ? unknownBecause("no run of this kind reports it: it is in the time of the days")
        : { value: pool.initialisationSeconds },
    phases: level ? phasesOf(checked, fitted, level, basis.tag) : [],
    usd,
    usdPerSimulatedYear: scaled(usd, daysPerYear / checked.days),
    price,
    model: level && {
      serialFraction: fitted.serialFraction,
      machineFactor: level.machineFactor,
      spread: level.spread,
      intervalFactor: level.intervalFactor,
      exponentSource: fitted.exponentSource,
    },
    caveats: caveatsOf(checked, pool, used, fitted),
    plan:
      basis.tag === "extrapolated" || basis.tag === "unknown"
        ? settlingPlan(
            checked,
            (days) => seconds(days).value?.interval.value?.[1] ?? null,
            price.value ?? undefined,
          )
        : null,
  };
}

const noRun = ({ leftOut }: Pool): string =>
  `no usable run of this kind (${leftOut.map(({ id, reason }) => `${id}: ${reason}`).join("; ")})`;

function wall(of: CheckedRequest, days: number, fitted: Fit, level: PredictedLevel, tag: Tag): Figure {
  const perDay = Math.exp(level.level) * relativeDay(fitted.phases, of, fitted.serialFraction);
  return figure((fitted.initialisationSeconds ?? 0) + days * perDay, level, tag);
}

function phasesOf(of: CheckedRequest, fitted: Fit, level: PredictedLevel, tag: Tag): EstimatedPhase[] {
  const { phases, serialFraction } = fitted;
  const parts = phases.map((phase) => ({
    phase,
    seconds: Math.exp(level.level) * relativeTime(phase, of, serialFraction),
  }));
  const total = parts.reduce((sum, { seconds }) => sum + seconds, 0);
  const { cells, ...steps } = grids[reference.resolution];
  return parts.map(({ phase, seconds }) => ({
    name: phase.name,
    seconds: figure(of.days * seconds, level, tag),
    share: seconds / total,
    exponent: phase.exponent,
    secondsPerCellLevelStep:
      (Math.exp(level.level) * phase.share) / (cells * reference.levels * steps[phase.steps]),
  }));
}

function figure(value: number, { intervalFactor: factor }: PredictedLevel, tag: Tag): Figure {
  if (factor.value === null) return { value, interval: unknownBecause(factor.reason), tag };
  // A remainder may be negative.
  const [a, b] = [value / factor.value, value * factor.value];
  return { value, interval: { value: [Math.min(a, b), Math.max(a, b)] }, tag };
}

function priceFor({ instance }: CheckedRequest, priceOf: PriceOf): Observed<Price> {
  if (!instance) return unknownBecause("no instance type is given");
  const price = priceOf(instance.name);
  return price ? { value: price } : unknownBecause(`no price of ${instance.name} is on record`);
}

function times(of: Observed<Figure>, price: Observed<Price>, by: number): Observed<Figure> {
  return price.value === null ? unknownBecause(price.reason) : scaled(of, price.value.usdPerHour * by);
}

/** A figure and its interval, both so many times as large. */
export function scaled(of: Observed<Figure>, by: number): Observed<Figure> {
  if (of.value === null) return of;
  const { value, interval, tag } = of.value;
  const [low, high] = interval.value ?? [];
  const range =
    low === undefined || high === undefined ? interval : { value: [low * by, high * by] as const };
  return { value: { value: value * by, interval: range, tag } };
}
