import type { BatchHandler } from "../../ports/batch-api.ts";
import type { BatchContext } from "../batch-context.ts";

/** The revision becomes INACTIVE: it can be described, no longer submitted. */
export function deregisterJobDefinition({
  definitions,
}: Pick<BatchContext, "definitions">): BatchHandler<"DeregisterJobDefinition"> {
  return ({ jobDefinition }) => {
    definitions.deregister(jobDefinition);
    return {};
  };
}
