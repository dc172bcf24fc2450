import type { BatchHandler } from "../../ports/batch-api.ts";
import type { BatchContext } from "../batch-context.ts";
import { resourceErrors } from "../resource/errors.ts";
import { taggedArn } from "./tagged-arn.ts";

export function tagResource({ tags }: Pick<BatchContext, "tags">): BatchHandler<"TagResource"> {
  return ({ resourceArn, tags: added }) => {
    const arn = taggedArn(tags, resourceArn);
    const count = Object.keys({ ...tags.of(arn), ...added }).length;
    if (count > 50) {
      throw resourceErrors.invalid(`A resource can have at most 50 tags, this would be ${count}`);
    }
    tags.set(arn, added);
    return {};
  };
}
