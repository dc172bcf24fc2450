import type { Job } from "../../job/job.ts";
import type { QueueOrder } from "./queue-order.ts";

/** First in, first out, by time of submission: a retried job takes its old place again. */
export function createFifoOrder(): QueueOrder {
  let jobs: Job[] = [];
  // Taken from the front by index: shifting an array of 10,000 jobs once per job is quadratic.
  let first = 0;

  return {
    head: () => jobs[first],
    get length() {
      return jobs.length - first;
    },
    add(job) {
      let index = jobs.length;
      while (index > first && (jobs[index - 1]?.sequence ?? 0) > job.sequence) index--;
      if (index === jobs.length) jobs.push(job);
      else jobs.splice(index, 0, job);
    },
    remove(job) {
      if (jobs[first] === job) {
        first += 1;
        if (first > 1000 && first * 2 > jobs.length) {
          jobs = jobs.slice(first);
          first = 0;
        }
        return true;
      }
      const index = jobs.indexOf(job, first);
      if (index < 0) return false;
      jobs.splice(index, 1);
      return true;
    },
  };
}
