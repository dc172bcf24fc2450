import { whileExecuting } from "../ports/batch-api.ts";
import { lowerMembers } from "../model/lower-members.ts";
import { operations } from "../model/operations.ts";
import { readShape } from "../model/read-shape.ts";
import type { BatchApi } from "../ports/batch-api.ts";

/** Submits a job for another service, whose request has members with a capital letter; the job's id. */
export async function submitJobFor(api: BatchApi, request: object): Promise<string> {
  const operation = operations.get("SubmitJob");
  if (!operation || !api.SubmitJob) throw new TypeError("This Batch has no SubmitJob");
  const faults: string[] = [];
  const input = readShape(operation.input, lowerMembers(operation.input, request), "", faults);
  if (faults.length > 0) throw whileExecuting(faults.join(" "));
  const { jobId } = await api.SubmitJob(input as Parameters<typeof api.SubmitJob>[0]);
  return jobId ?? "";
}
