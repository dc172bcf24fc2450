import { moments, type Moments } from "../statistics/moments.ts";
import { predict, type Prediction } from "../statistics/prediction-interval.ts";
import { judgementAt, type Judgement, type JudgementColumns } from "./known-judgements.ts";
import { confirmStep, isBack, levelShift } from "./confirm-step.ts";
import type { Point, Series } from "./series.ts";
import type { Acknowledgement, Change, TrackedPoint, TrackedSeries } from "./tracked-series.ts";

/** Fewer points before it: a point is new. */
export const fewestBefore = 5;
/** Points that a prediction looks back on, and that the acknowledged baseline has. */
const baselineLength = 20;
/** Latest points that are held against the acknowledged baseline. */
const driftLength = 5;
const freshInstances = 2;
/**
 * Adjusted p at which a point is suspect: outside the 98 % prediction interval. With 20 points before it, 99 %
 * would miss the first point of a step of five standard deviations in 3 % of all cases; a suspect costs two more
 * runs, no alarm.
 */
const suspectP = 0.02;

/** Follows one series, point by point. Rules: docs/tracking.md. */
export class SeriesTracker {
  readonly #series: Series;
  readonly #known: JudgementColumns | undefined;
  readonly #acknowledgements: ReadonlyMap<string, Acknowledgement>;
  readonly #points: TrackedPoint[] = [];
  readonly #changes: Change[] = [];
  readonly #acknowledged: Acknowledgement[] = [];
  /** Points on the level of the baseline since it began, and what each counts with. */
  #normal: TrackedPoint[] = [];
  #levels: number[] = [];
  /** Of the first levels: it is held against every point, and changes only with them. */
  #acknowledgedLevel: Moments | null = null;
  #suspect: TrackedPoint | null = null;
  /** Points since the suspect. */
  #awaited: TrackedPoint[] = [];
  #open: Change | null = null;
  /** Points back on the old level while a change is open. */
  #back: TrackedPoint[] = [];

  constructor(
    series: Series,
    acknowledgements: readonly Acknowledgement[],
    known: JudgementColumns | undefined,
  ) {
    this.#series = series;
    this.#known = known;
    this.#acknowledgements = new Map(acknowledgements.map((of) => [of.from, of]));
  }

  get next(): Point | undefined {
    return this.#series.points[this.#points.length];
  }

  /** What is known of the next point; `null` where it has to be judged. */
  recall(): Judgement | null {
    return judgementAt(this.#known, this.#points.length);
  }

  /**
   * What the next point is expected to be, after its acknowledgement if it has one; `null` where too little came
   * before.
   */
  expectNext(): Prediction | null {
    const { next } = this;
    if (!next) return null;
    this.#acknowledge(next);
    if (this.#normal.length < fewestBefore) return null;
    return predict(this.#levels.slice(-baselineLength), next.logMedian, 1 - suspectP);
  }

  /** Takes the next point. */
  take({ prediction, adjustedP }: Judgement): void {
    const { next } = this;
    if (!next) return;
    this.#acknowledge(next);
    const tracked: TrackedPoint = { point: next, state: "new", prediction, adjustedP };
    this.#points.push(tracked);
    if (this.#open?.kind === "step") this.#watchReturn(tracked, this.#open);
    else if (this.#suspect) this.#answer(tracked, this.#suspect);
    else this.#judge(tracked);
  }

  get result(): TrackedSeries {
    const [series, points, changes] = [this.#series, this.#points, this.#changes];
    return { series, points, changes, acknowledged: this.#acknowledged };
  }

  /** Its state is the last that it has. */
  #isNormal(tracked: TrackedPoint): void {
    this.#normal.push(tracked);
    this.#levels.push(level(tracked));
  }

  #acknowledge(point: Point): void {
    if (this.#acknowledgements.size === 0) return;
    const acknowledgement = [point.id, ...(point.others ?? [])]
      .map((id) => this.#acknowledgements.get(id))
      .find((of) => of !== undefined);
    if (!acknowledgement || this.#acknowledged.includes(acknowledgement)) return;
    this.#acknowledged.push(acknowledgement);
    if (this.#open) this.#open.acknowledgement = acknowledgement;
    this.#normal = [];
    this.#levels = [];
    this.#acknowledgedLevel = null;
    this.#suspect = null;
    this.#awaited = [];
    this.#open = null;
    this.#back = [];
  }

  #judge(tracked: TrackedPoint): void {
    if (isOutside(tracked)) {
      tracked.state = "suspect";
      this.#suspect = tracked;
      return;
    }
    tracked.state = tracked.prediction ? "ok" : "new";
    this.#isNormal(tracked);
    this.#watchDrift(tracked);
  }

  #answer(tracked: TrackedPoint, suspect: TrackedPoint): void {
    tracked.state = "awaited";
    this.#awaited.push(tracked);
    const fresh = firstOfEachInstance(this.#awaited).filter(
      ({ point }) => point.instance !== suspect.point.instance,
    );
    if (fresh.length < freshInstances) return;
    const before = this.#normal.slice(-baselineLength);
    const levels = this.#levels.slice(-baselineLength);
    const step = confirmStep(levels, suspect.point.logMedian, fresh.map(level));
    const awaited = this.#awaited;
    this.#suspect = null;
    this.#awaited = [];
    if (step) {
      for (const of of [suspect, ...awaited]) of.state = "changed";
      const from = [...before, suspect, ...fresh][step.beganAt] ?? suspect;
      this.#begin("step", step, from.point, tracked.point);
      return;
    }
    suspect.state = "spike";
    this.#isNormal(suspect);
    for (const of of awaited) {
      if (this.#suspect) this.#answer(of, this.#suspect);
      else this.#judge(of);
    }
  }

  #watchDrift(tracked: TrackedPoint): void {
    if (this.#normal.length < baselineLength + driftLength) return;
    const acknowledged = (this.#acknowledgedLevel ??= moments(this.#levels.slice(0, baselineLength)));
    const levels = moments(this.#levels.slice(-driftLength));
    if (this.#open) {
      if (isBack(acknowledged, levels)) this.#resolve(this.#open, tracked);
      return;
    }
    const found = levelShift(acknowledged, levels);
    if (!found) return;
    const latest = this.#normal.slice(-driftLength);
    if (firstOfEachInstance(latest).length >= freshInstances)
      this.#begin("drift", found, (latest[0] ?? tracked).point, tracked.point);
  }

  #watchReturn(tracked: TrackedPoint, open: Change): void {
    tracked.state = "changed";
    if (isOffLevel(tracked)) {
      this.#back = [];
      return;
    }
    this.#back.push(tracked);
    if (firstOfEachInstance(this.#back).length < freshInstances) return;
    for (const of of this.#back) of.state = "ok";
    for (const of of this.#back) this.#isNormal(of);
    this.#back = [];
    this.#resolve(open, tracked);
  }

  #resolve(open: Change, { point }: TrackedPoint): void {
    open.resolvedAt = point;
    this.#open = null;
  }

  #begin(
    kind: Change["kind"],
    { shift, p }: { shift: number; p: number },
    from: Point,
    confirmedAt: Point,
  ): void {
    const direction = shift > 0 ? "regression" : "improvement";
    this.#open = {
      kind,
      direction,
      from,
      confirmedAt,
      ratio: Math.exp(shift),
      p,
      resolvedAt: null,
      acknowledgement: null,
    };
    this.#changes.push(this.#open);
  }
}

/**
 * A spike counts with the end of the interval that it left: in full it would hide what comes, and without it the
 * points would seem to vary less than they do.
 */
function level({ point: { logMedian }, state, prediction }: TrackedPoint): number {
  if (state !== "spike" || !prediction) return logMedian;
  const [low, high] = prediction.interval;
  return Math.min(high, Math.max(low, logMedian));
}

const isOutside = ({ adjustedP }: TrackedPoint): boolean => adjustedP !== null && adjustedP <= suspectP;

/** Not on the level of the baseline, whatever other series did that night. */
function isOffLevel({ point: { logMedian }, prediction }: TrackedPoint): boolean {
  if (!prediction) return true;
  const [low, high] = prediction.interval;
  return logMedian < low || logMedian > high;
}

function firstOfEachInstance(points: readonly TrackedPoint[]): TrackedPoint[] {
  const seen = new Set<string>();
  return points.filter(({ point: { instance } }) => !seen.has(instance) && seen.add(instance));
}
