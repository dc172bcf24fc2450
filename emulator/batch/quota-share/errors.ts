import { whileExecuting } from "../../ports/batch-api.ts";

/** The most quota shares that a queue can have (user guide, "Quota shares"). */
export const shareLimit = 20;

/** What a caller can do wrong with quota shares. AWS's texts are not known; where they can, these follow other kinds'. */
export const quotaShareErrors = {
  notFound: (reference: string) => whileExecuting(`Quota share ${reference} does not exist`),
  queueWithoutQuotas: (queue: string) =>
    whileExecuting(
      `Job queue ${queue} must have a scheduling policy with quotaSharePolicy to have quota shares`,
    ),
  queueNotValid: (queue: string) =>
    whileExecuting(`Job queue ${queue} is not VALID; only a VALID one can have a new quota share`),
  tooMany: (queue: string) =>
    whileExecuting(`Job queue ${queue} has ${shareLimit} quota shares, which is the most that it can have`),
  notAccepting: (name: string) =>
    whileExecuting(`Quota share ${name} is not accepting jobs: it is not ENABLED and VALID`),
  nameMissing: () => whileExecuting("quotaShareName must be specified."),
  nameNotAllowed: () =>
    whileExecuting(
      "Job with quotaShareName can only be submitted to job queue with quota share scheduling policy.",
    ),
} as const;
