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

/** The window as it was last asked for: it is moved on, since thousands of steps may lie in it. */
interface Window {
  readonly length: number;
  end: number;
  /** vCPUs × ms in it; exact, since both are whole numbers. */
  area: number;
  /** The same, each part times twice its age. */
  moment: number;
}

/** So many steps before the window are no burden. */
const negligible = 64;

export function createShareUsage(): ShareUsage {
  let steps: Step[] = [];
  let vcpus = 0;
  let window: Window | undefined;
  /** Index of the last step at or before the window's begin, 0 where there is none. */
  let first = 0;

  function change(at: number, by: number): void {
    vcpus += by;
    const last = steps.at(-1);
    if (last?.at === at) steps[steps.length - 1] = { at, vcpus };
    else steps.push({ at, vcpus });
  }

  /** Adds (or takes away, by −1) what was used from one time to another, aged as at the window's end. */
  function count(into: Window, from: number, to: number, sign: 1 | -1, index: number): void {
    for (let at = index; at < steps.length; at += 1) {
      const step = steps[at];
      if (!step || step.at >= to) return;
      const begin = Math.max(from, step.at);
      const end = Math.min(to, steps[at + 1]?.at ?? to);
      if (begin >= end) continue;
      into.area += sign * step.vcpus * (end - begin);
      into.moment += sign * step.vcpus * ((into.end - begin) ** 2 - (into.end - end) ** 2);
    }
  }

  /** The last step at or before a time, looked for from another on. */
  function stepAt(time: number, from: number): number {
    let index = from;
    while ((steps[index + 1]?.at ?? Infinity) <= time) index += 1;
    return index;
  }

  function measure(now: number, length: number): Window {
    const made = { length, end: now, area: 0, moment: 0 };
    first = stepAt(now - length, 0);
    count(made, now - length, now, 1, first);
    return made;
  }

  function move(of: Window, now: number): void {
    const before = of.end;
    of.end = now;
    of.moment += 2 * (now - before) * of.area;
    count(of, before, now, 1, lastBefore(before));
    count(of, before - of.length, now - of.length, -1, first);
    // Where nothing is left, neither is what rounding has left of it.
    if (of.area === 0) of.moment = 0;
    first = stepAt(now - of.length, first);
    if (first < negligible || first * 2 < steps.length) return;
    steps = steps.slice(first);
    first = 0;
  }

  /** New steps are few and at the end. */
  function lastBefore(time: number): number {
    return Math.max(
      0,
      steps.findLastIndex(({ at }) => at <= time),
    );
  }

  return {
    get vcpus() {
      return vcpus;
    },
    begin: change,
    end: (at, amount) => change(at, -amount),
    within(now, length) {
      // A clock may be set back, and a policy changed.
      const isNear = window?.length === length && now >= window.end && now - window.end < length;
      if (window && isNear) move(window, now);
      else window = measure(now, length);
      return Math.max(0, window.area - window.moment / (2 * length)) / 1000;
    },
  };
}
