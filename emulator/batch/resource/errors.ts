import { BatchClientError, whileExecuting } from "../../ports/batch-api.ts";

/**
 * What a caller can do wrong with resources of any kind. Here and in the errors of each kind: texts with a source are
 * AWS's own; AWS's text for the others is not known.
 */
export const resourceErrors = {
  /** github.com/aws/aws-sdk-js/issues/4280 */
  unsupportedName: (name: string) =>
    new BatchClientError(`Provided name ${name} is not supported pattern[a-zA-Z_0-9-]{1,128}`),
  /** github.com/kislyuk/aegea/issues/17 */
  alreadyExists: () => new BatchClientError("Object already exists"),
  /** AWS's for "delete" (EC2 Spot workshops, "Cleanup"); the other follows it. */
  beingModified: (action: "update" | "delete") =>
    new BatchClientError(`Cannot ${action}, resource is being modified.`),
  notDisabled: (kind: string, name: string) =>
    whileExecuting(`Cannot delete, state of ${kind} ${name} must be DISABLED`),
  /** The style of "Instance role is required." */
  required: (member: string) => whileExecuting(`${member} is required.`),
  /** github.com/k1LoW/awspec/issues/563 */
  namesAndPage: (member: string) => whileExecuting(`${member} and MaxResults cannot both be set`),
  invalid: whileExecuting,
  notYetLocal: (what: string, instead: string) =>
    new BatchClientError(`The local AWS Batch does not support ${what} yet. ${instead}`),
} as const;
