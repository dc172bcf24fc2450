import { resourceErrors } from "./errors.ts";

interface BulkError {
  readonly job: string;
  readonly code: string;
  readonly message: string;
}

/** A job's id: a UUID, with an array's index or a node's behind it. */
const jobId = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?:[:#]\d+)?$/;

/**
 * Does the same to up to 50 jobs (API reference, CancelJobs, TerminateJobs, TerminateServiceJobs). What is no id is told
 * so; of an id that no job has, the operations on one job say nothing, and so nothing is said here.
 */
export function inBulk(
  ids: readonly string[],
  one: (id: string) => void,
): { successful: string[]; errors: BulkError[] } {
  if (ids.length < 1 || ids.length > 50) {
    throw resourceErrors.invalid(`jobs takes 1 to 50 job ids, given ${ids.length}`);
  }
  const successful = ids.filter((id) => jobId.test(id));
  successful.forEach(one);
  const errors = ids
    .filter((id) => !jobId.test(id))
    .map((job) => ({
      job,
      code: "ValidationException",
      message: `Job id ${job} is not valid: it is a UUID`,
    }));
  return { successful, errors };
}
