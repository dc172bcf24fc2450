import type { ArnMaker } from "../../arns.ts";
import type { JobStore } from "../job-store.ts";
import { isTerminal, type ArrayParent, type Job } from "../job.ts";
import type { EndCause } from "../job-reason.ts";

/** Makes the children of an array job: `<parent>:<index>`, each with attempts of its own. */
export function spawnChildren(
  parent: Job,
  array: ArrayParent,
  jobs: Pick<JobStore, "nextSequence">,
  createdAt: number,
  arns: ArnMaker,
): readonly Job[] {
  for (let index = 0; index < array.size; index++) {
    const id = `${parent.id}:${index}`;
    array.children.push({
      ...parent,
      id,
      arn: arns.job(id),
      sequence: jobs.nextSequence(),
      createdAt,
      status: "SUBMITTED",
      stops: [],
      attempts: [],
      array: { kind: "child", size: array.size, index, parent },
    });
  }
  array.summaryUpdatedAt = createdAt;
  return array.children;
}

/** Looks on from where it came to before: each of 10,000 children asks. */
function haveEnded(array: ArrayParent): boolean {
  for (let child = array.children[array.firstOpen]; child; child = array.children[array.firstOpen]) {
    if (!isTerminal(child)) return false;
    array.firstOpen += 1;
  }
  return true;
}

/**
 * How an array job ends, once all its children have: FAILED if one has failed, with the caller's reason where it was
 * cancelled or terminated.
 */
export function arrayEnd(
  parent: Job,
): { readonly status: "SUCCEEDED" | "FAILED"; readonly reason?: EndCause } | undefined {
  if (parent.array?.kind !== "parent" || !haveEnded(parent.array)) return undefined;
  if (parent.array.children.every(({ status }) => status === "SUCCEEDED")) return { status: "SUCCEEDED" };
  return { status: "FAILED", reason: parent.stops[0] ?? { kind: "child-failed" } };
}
