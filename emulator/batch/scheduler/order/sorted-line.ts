import type { Job } from "../../job/job.ts";

/** Jobs in an order of their own, which is taken from the front. */
export interface SortedLine {
  readonly length: number;
  head(): Job | undefined;
  /** The first `count`. */
  front(count: number): Job[];
  add(job: Job): void;
  /** Whether the job was there. */
  remove(job: Job): boolean;
}

export function createSortedLine(compare: (a: Job, b: Job) => number): SortedLine {
  let jobs: Job[] = [];
  // Taken from the front by index: shifting an array of 10,000 jobs once per job is quadratic.
  let first = 0;

  /** The first place at which the job does not come after another. */
  function place(job: Job): number {
    let low = first;
    let high = jobs.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const other = jobs[middle];
      if (other && compare(other, job) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Behind those from `index` on that are in the same place. */
  function after(job: Job, index: number, passes: (other: Job) => boolean): number {
    let at = index;
    for (let other = jobs[at]; other && compare(other, job) === 0 && passes(other); other = jobs[at]) at += 1;
    return at;
  }

  return {
    get length() {
      return jobs.length - first;
    },
    head: () => jobs[first],
    front: (count) => jobs.slice(first, first + count),
    add(job) {
      const index = after(job, place(job), () => true);
      if (index === jobs.length) jobs.push(job);
      else jobs.splice(index, 0, job);
    },
    remove(job) {
      const index = after(job, place(job), (other) => other !== job);
      if (jobs[index] !== job) return false;
      if (index > first) jobs.splice(index, 1);
      else {
        first += 1;
        if (first > 1000 && first * 2 > jobs.length) {
          jobs = jobs.slice(first);
          first = 0;
        }
      }
      return true;
    },
  };
}
