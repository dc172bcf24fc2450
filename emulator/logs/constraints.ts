import { z } from "zod";

/**
 * Constraints of the CloudWatch Logs API reference that several operations share, refused in the service's words
 * ("Member must …").
 */
export const newGroupName = text(512, /^[.\-_/#A-Za-z0-9]+$/, String.raw`[\.\-_/#A-Za-z0-9]+`);
export const newStreamName = text(512, /^[^:*]+$/, "[^:*]*");
export const filterName = text(512, /^[^:*]+$/, "[^:*]*");

export const tagMap = z
  .record(z.string().min(1).max(128), z.string().max(256))
  .refine((tags) => Object.keys(tags).length <= 50, {
    error: "Member must have length less than or equal to 50",
  })
  .refine((tags) => !Object.keys(tags).some((key) => key.toLowerCase().startsWith("aws:")), {
    error: "Member must not have keys that begin with aws:",
  });

function text(longest: number, pattern: RegExp, shown: string) {
  return z
    .string()
    .min(1)
    .max(longest)
    .regex(pattern, `Member must satisfy regular expression pattern: ${shown}`);
}
