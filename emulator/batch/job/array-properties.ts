import type { ArrayPropertiesDetail, JobStatus } from "@aws-sdk/client-batch";
import type { ArrayChild, ArrayParent } from "./job.ts";

const statuses = ["SUBMITTED", "PENDING", "RUNNABLE", "STARTING", "RUNNING", "SUCCEEDED", "FAILED"] as const;

/** Children show their index; the parent its size and how many children are in each state. */
export function arrayProperties(array: ArrayParent | ArrayChild): ArrayPropertiesDetail {
  if (array.kind === "child") return { index: array.index };
  const count = (status: JobStatus) => array.children.filter((child) => child.status === status).length;
  return {
    size: array.size,
    statusSummary: Object.fromEntries(statuses.map((status) => [status, count(status)])),
  };
}
