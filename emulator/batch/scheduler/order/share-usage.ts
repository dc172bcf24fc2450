/** What one share has used of a queue: vCPUs from when to when, in milliseconds. */
export interface ShareUsage {
  /** vCPUs that it has now. */
  readonly vcpus: number;
  begin(at: number, vcpus: number): void;
  end(at: number, vcpus: number): void;
  /**
   * vCPU-seconds in the `windowMs` before `now`. What was used just now counts in full and what lies a window back not at
   * all, in a straight line between: AWS publishes that recent use weighs more, not how.
   */
  within(now: number, windowMs: number): number;
}

/** vCPUs do not change between two steps. */
interface Step {
  readonly at: number;
  readonly vcpus: number;
}

export function createShareUsage(): ShareUsage {
  let steps: Step[] = [];
  let vcpus = 0;

  function change(at: number, by: number): void {
    vcpus += by;
    const last = steps.at(-1);
    if (last?.at === at) steps[steps.length - 1] = { at, vcpus };
    else steps.push({ at, vcpus });
  }

  return {
    get vcpus() {
      return vcpus;
    },
    begin: change,
    end: (at, amount) => change(at, -amount),
    within(now, windowMs) {
      // The step before the window says what there was at its begin; those before it are over.
      const first = steps.findLastIndex(({ at }) => at <= now - windowMs);
      if (first > 0) steps = steps.slice(first);
      let sum = 0;
      steps.forEach((step, index) => {
        const from = Math.min(windowMs, now - step.at);
        const to = now - (steps[index + 1]?.at ?? now);
        if (from > to) sum += step.vcpus * weighted(from, to, windowMs);
      });
      return sum / 1000;
    },
  };
}

/** Integral of 1 − age / window over ages from `to` to `from`. */
const weighted = (from: number, to: number, window: number): number =>
  from - to - (from * from - to * to) / (2 * window);
