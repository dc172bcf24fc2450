import type { BatchHandler } from "../../ports/batch-api.ts";
import type { BatchContext } from "../batch-context.ts";
import { checkDefinition } from "./check-definition.ts";
import type { RegisteredDefinition } from "./definition-store.ts";
import { page } from "../resource/page.ts";

type Needs = Pick<BatchContext, "definitions" | "tags">;

export function registerJobDefinition({ definitions, tags }: Needs): BatchHandler<"RegisterJobDefinition"> {
  return (request) => {
    checkDefinition(request);
    const { name, arn, revision } = definitions.register(request);
    tags.register(arn, request.tags);
    return { jobDefinitionName: name, jobDefinitionArn: arn, revision };
  };
}

/** The revision becomes INACTIVE: it can be described, no longer submitted. */
export function deregisterJobDefinition({ definitions }: Needs): BatchHandler<"DeregisterJobDefinition"> {
  return ({ jobDefinition }) => {
    definitions.deregister(jobDefinition);
    return {};
  };
}

/** By ARN or name:revision, or all of a name, of a status, or at all; newest first. */
export function describeJobDefinitions({ definitions, tags }: Needs): BatchHandler<"DescribeJobDefinitions"> {
  return (request) => {
    const { jobDefinitions: references, jobDefinitionName: name, status } = request;
    const candidates = references?.length
      ? references.flatMap((reference) => definitions.exact(reference) ?? [])
      : definitions.newestFirst();
    const wanted = candidates.filter(
      (one: RegisteredDefinition) =>
        (name === undefined || one.name === name) &&
        (status === undefined || one.definition.status === status),
    );
    const sorted = wanted.toSorted((a, b) => b.sequence - a.sequence);
    const { items, nextToken } = page(sorted, request, 100, (one) => one.sequence, "falling");
    return {
      jobDefinitions: items.map(({ definition, arn }) => ({ ...definition, tags: { ...tags.of(arn) } })),
      ...(nextToken === undefined ? {} : { nextToken }),
    };
  };
}
