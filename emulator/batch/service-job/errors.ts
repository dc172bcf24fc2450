import { BatchClientError, whileExecuting } from "../../ports/batch-api.ts";

/** What a caller can do wrong with service jobs. AWS's texts are not known; where they can, these follow those for jobs. */
export const serviceJobErrors = {
  notFound: (id: string) => whileExecuting(`Service job ${id} does not exist`),
  notAServiceQueue: (name: string) =>
    new BatchClientError(`Job Queue ${name} must have the type SAGEMAKER_TRAINING to take service jobs.`),
  /** API reference, SubmitServiceJob, clientToken: "the second request is rejected". */
  repeated: (token: string) =>
    new BatchClientError(`A request with clientToken ${token} and the same payload was accepted before.`),
} as const;
