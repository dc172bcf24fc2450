import { resourceErrors } from "./errors.ts";

/**
 * What is asked for by name does not come in pages: reported for these, with the text of the first
 * (github.com/k1LoW/awspec/issues/563). Service environments follow them.
 */
export function checkNamesOrPage(
  member: "ComputeEnvironments" | "JobQueues" | "JobDefinitions" | "ServiceEnvironments",
  names: readonly string[] | undefined,
  maxResults: number | undefined,
): void {
  if (names?.length && maxResults !== undefined) throw resourceErrors.namesAndPage(member);
}
