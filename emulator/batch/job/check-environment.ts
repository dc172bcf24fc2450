import type { KeyValuePair } from "@aws-sdk/client-batch";
import { resourceErrors } from "../resource/errors.ts";
import { protectedPrefix } from "./container-environment.ts";

/** "Environment variables cannot start with AWS_BATCH. This naming convention is reserved" (API reference). */
export function checkEnvironment(variables: readonly KeyValuePair[] | undefined): void {
  const reserved = variables?.find(({ name }) => name?.startsWith(protectedPrefix));
  if (!reserved) return;
  throw resourceErrors.invalid(
    `Environment variables cannot start with ${protectedPrefix}: ${reserved.name} is reserved for AWS Batch`,
  );
}
