import { z } from "zod";

/** API reference, PutResourcePolicy: 5,120 characters, ten policies in a region. */
export const resourcePolicy = z.object({
  policyName: z.string().min(1),
  policyDocument: z
    .string()
    .min(1)
    .max(5120)
    .refine(isJsonObject, { error: "Member must be a JSON document" }),
});

export interface ResourcePolicy extends z.output<typeof resourcePolicy> {
  readonly lastUpdatedTime: number;
  readonly policyScope: "ACCOUNT";
}

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
