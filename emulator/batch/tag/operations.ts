import type { BatchHandler } from "../../ports/batch-api.ts";
import type { BatchContext } from "../batch-context.ts";
import { resourceErrors } from "../resource/errors.ts";

type Needs = Pick<BatchContext, "tags">;

export function listTagsForResource({ tags }: Needs): BatchHandler<"ListTagsForResource"> {
  return ({ resourceArn }) => ({
    tags: { ...tags.of(known({ tags }, resourceArn)) },
  });
}

export function tagResource({ tags }: Needs): BatchHandler<"TagResource"> {
  return ({ resourceArn, tags: added }) => {
    const arn = known({ tags }, resourceArn);
    const count = Object.keys({ ...tags.of(arn), ...added }).length;
    if (count > 50)
      throw resourceErrors.invalid(`A resource can have at most 50 tags, this would be ${count}`);
    tags.set(arn, added);
    return {};
  };
}

export function untagResource({ tags }: Needs): BatchHandler<"UntagResource"> {
  return ({ resourceArn, tagKeys }) => {
    tags.remove(known({ tags }, resourceArn), tagKeys);
    return {};
  };
}

function known({ tags }: Needs, arn: string): string {
  if (!tags.has(arn)) throw resourceErrors.invalid(`Resource ${arn} does not exist`);
  return arn;
}
