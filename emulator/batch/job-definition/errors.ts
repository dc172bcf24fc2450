import { BatchClientError, whileExecuting } from "../../ports/batch-api.ts";

/** What a caller can do wrong with job definitions. */
export const definitionErrors = {
  /** github.com/aws-samples/aws-genomics-workflows/issues/84 */
  notActive: (name: string) =>
    new BatchClientError(`JobDefinition name ${name} does not exist or is not in ACTIVE status`),
  /** Follows AWS's text for jobs. */
  tooLarge: (kib: number) => whileExecuting(`Job definition size must be less than 24 KiB, got ${kib} KiB`),
  /** github.com/azavea/raster-vision-aws/issues/17 */
  notFound: (name: string) => new BatchClientError(`JobDefinition ${name} not found.`),
} as const;
