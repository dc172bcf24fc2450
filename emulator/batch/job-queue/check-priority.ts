import { resourceErrors } from "../resource/errors.ts";

/** terraform-provider-aws and CloudFormation allow 0 to 1000. */
export function checkPriority(priority: number): number {
  if (priority >= 0 && priority <= 1000) return priority;
  throw resourceErrors.invalid(`priority must be between 0 and 1000, given ${priority}`);
}
