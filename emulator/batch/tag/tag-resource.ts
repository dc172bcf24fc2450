import type { BatchHandler } from "../../ports/batch-api.ts";
import type { BatchContext } from "../batch-context.ts";
import { checkTags } from "./check-tags.ts";
import { taggedArn } from "./tagged-arn.ts";

export function tagResource({ tags }: Pick<BatchContext, "tags">): BatchHandler<"TagResource"> {
  return ({ resourceArn, tags: added }) => {
    const arn = taggedArn(tags, resourceArn);
    checkTags(added, tags.of(arn));
    tags.set(arn, added);
    return {};
  };
}
