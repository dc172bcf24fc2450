import type { ArrayPropertiesDetail, ArrayPropertiesSummary, JobStatus } from "@aws-sdk/client-batch";
import type { ArrayChild, ArrayParent } from "./job.ts";

const statuses = ["SUBMITTED", "PENDING", "RUNNABLE", "STARTING", "RUNNING", "SUCCEEDED", "FAILED"] as const;

/**
 * As ListJobs shows them: of a child its index; of the parent its size, how many children are in each state, and since
 * when.
 */
export function arraySummary(array: ArrayParent | ArrayChild): ArrayPropertiesSummary {
  if (array.kind === "child") return { index: array.index };
  const counts = new Map<JobStatus, number>(statuses.map((status) => [status, 0]));
  for (const { status } of array.children) counts.set(status, (counts.get(status) ?? 0) + 1);
  return {
    size: array.size,
    statusSummary: Object.fromEntries(counts),
    ...(array.summaryUpdatedAt !== undefined && { statusSummaryLastUpdatedAt: array.summaryUpdatedAt }),
  };
}

/** As DescribeJobs shows them: the same, and of a child an empty summary (docs/batch-facts.md, "What is shown"). */
export function arrayDetail(array: ArrayParent | ArrayChild): ArrayPropertiesDetail {
  return array.kind === "child" ? { statusSummary: {}, index: array.index } : arraySummary(array);
}
