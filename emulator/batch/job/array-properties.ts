import type { ArrayPropertiesDetail, JobStatus } from "@aws-sdk/client-batch";
import type { ArrayChild, ArrayParent } from "./job.ts";

const statuses = ["SUBMITTED", "PENDING", "RUNNABLE", "STARTING", "RUNNING", "SUCCEEDED", "FAILED"] as const;

/** Children show their index; the parent its size and how many children are in each state. */
export function arrayProperties(array: ArrayParent | ArrayChild): ArrayPropertiesDetail {
  if (array.kind === "child") return { index: array.index };
  const counts = new Map<JobStatus, number>(statuses.map((status) => [status, 0]));
  for (const { status } of array.children) counts.set(status, (counts.get(status) ?? 0) + 1);
  return { size: array.size, statusSummary: Object.fromEntries(counts) };
}
