import { resourceErrors } from "../resource/errors.ts";
import type { TagStore } from "./tag-store.ts";

/** The ARN of a resource that exists. */
export function taggedArn(tags: TagStore, arn: string): string {
  if (!tags.has(arn)) throw resourceErrors.invalid(`Resource ${arn} does not exist`);
  return arn;
}
