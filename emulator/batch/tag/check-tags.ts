import { resourceErrors } from "../resource/errors.ts";

type Tags = Readonly<Record<string, string>>;

/** The most tags that a resource can have, and that a job can bring to its ECS task. */
export const tagLimit = 50;

/**
 * User guide, "Tag restrictions": what every operation that takes tags refuses. `before` is what the resource has. AWS's
 * texts are not known.
 */
export function checkTags(added: Tags | undefined, before: Tags = {}): void {
  for (const [key, value] of Object.entries(added ?? {})) {
    checkKey(key);
    if (value.length > 256) {
      throw resourceErrors.invalid(
        `A tag's value can have at most 256 characters, ${key} has ${value.length}`,
      );
    }
  }
  const count = Object.keys({ ...before, ...added }).length;
  if (count > tagLimit) {
    throw resourceErrors.invalid(`A resource can have at most ${tagLimit} tags, this would be ${count}`);
  }
}

/** Keys that somebody wants to set or remove. */
export function checkKey(key: string): void {
  if (key.length < 1 || key.length > 128) {
    throw resourceErrors.invalid(`A tag's key has 1 to 128 characters, given ${key.length}`);
  }
  if (/^aws:/i.test(key)) {
    throw resourceErrors.invalid(`Tag keys that begin with aws: are reserved for AWS, given ${key}`);
  }
}
