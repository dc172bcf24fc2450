import type {
  ListTagsForResourceRequest,
  ListTagsForResourceResponse,
  TagResourceRequest,
  UntagResourceRequest,
} from "@aws-sdk/client-batch";
import type { BatchContext } from "../batch-context.ts";
import { clientErrors } from "../client-errors.ts";

type Needs = Pick<BatchContext, "tags">;

export function listTagsForResource({ tags }: Needs) {
  return ({ resourceArn }: ListTagsForResourceRequest): ListTagsForResourceResponse => ({
    tags: { ...tags.of(known({ tags }, resourceArn)) },
  });
}

export function tagResource({ tags }: Needs) {
  return ({ resourceArn, tags: added = {} }: TagResourceRequest): object => {
    const arn = known({ tags }, resourceArn);
    const count = Object.keys({ ...tags.of(arn), ...added }).length;
    if (count > 50) throw clientErrors.invalid(`A resource can have at most 50 tags, this would be ${count}`);
    tags.set(arn, added);
    return {};
  };
}

export function untagResource({ tags }: Needs) {
  return ({ resourceArn, tagKeys = [] }: UntagResourceRequest): object => {
    tags.remove(known({ tags }, resourceArn), tagKeys);
    return {};
  };
}

function known({ tags }: Needs, arn = ""): string {
  if (!tags.has(arn)) throw clientErrors.invalid(`Resource ${arn} does not exist`);
  return arn;
}
