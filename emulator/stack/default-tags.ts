import { z } from "zod";
import { block, texts } from "./blocks.ts";
import type { Resolver } from "./resolver.ts";
import type { Stack } from "../../contract/terraform/terraform-json.ts";

const defaultTags = block(z.object({ tags: texts.default({}) }));

/** Tags that AWS shows on a resource: the provider's `default_tags` under its own. */
export function allTags(
  resolver: Resolver,
  stack: Stack,
  own: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const provider = stack.provider.aws.find(({ alias }) => alias === undefined);
  const where = `provider aws of stack ${stack.name}, default_tags`;
  const given = resolver.value(stack, provider?.["default_tags"], where);
  return { ...(given === undefined ? {} : defaultTags.parse(given).tags), ...own };
}
