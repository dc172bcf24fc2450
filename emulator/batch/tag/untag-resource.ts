import type { BatchHandler } from "../../ports/batch-api.ts";
import type { BatchContext } from "../batch-context.ts";
import { checkKey } from "./check-tags.ts";
import { taggedArn } from "./tagged-arn.ts";

export function untagResource({ tags }: Pick<BatchContext, "tags">): BatchHandler<"UntagResource"> {
  return ({ resourceArn, tagKeys }) => {
    tagKeys.forEach(checkKey);
    tags.remove(taggedArn(tags, resourceArn), tagKeys);
    return {};
  };
}
