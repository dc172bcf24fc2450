import type { BatchHandler } from "../../ports/batch-api.ts";
import type { BatchContext } from "../batch-context.ts";
import { checkDefinition } from "./check-definition.ts";

export function registerJobDefinition({
  definitions,
  tags,
}: Pick<BatchContext, "definitions" | "tags">): BatchHandler<"RegisterJobDefinition"> {
  return (request) => {
    const { name, arn, revision } = definitions.register(request, checkDefinition(request));
    tags.register(arn, request.tags);
    return { jobDefinitionName: name, jobDefinitionArn: arn, revision };
  };
}
