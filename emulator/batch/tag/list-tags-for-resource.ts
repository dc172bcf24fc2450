import type { BatchHandler } from "../../ports/batch-api.ts";
import type { BatchContext } from "../batch-context.ts";
import { taggedArn } from "./tagged-arn.ts";

export function listTagsForResource({
  tags,
}: Pick<BatchContext, "tags">): BatchHandler<"ListTagsForResource"> {
  return ({ resourceArn }) => ({ tags: { ...tags.of(taggedArn(tags, resourceArn)) } });
}
