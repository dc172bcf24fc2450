import { readFileSync } from "node:fs";
import { z } from "zod";
import { parseJson } from "../../../contract/parse-json.ts";
import type { Stack } from "../../../contract/terraform/terraform-json.ts";

const localBackend = z.object({ local: z.object({ path: z.string() }) });

/** The part of Terraform's state that says what is deployed (state format 4). */
const stateFile = z.object({
  resources: z.array(z.object({ mode: z.string(), type: z.string(), name: z.string() })).default([]),
});

/**
 * Addresses (`stack: type.id`) of what Terraform's local state says is deployed; `undefined` where the state is kept
 * elsewhere.
 */
export function deployedAddresses(stacks: readonly Stack[]): ReadonlySet<string> | undefined {
  const addresses = new Set<string>();
  for (const { name, terraform } of stacks) {
    const backend = localBackend.safeParse(terraform.backend);
    if (!backend.success) return undefined;
    const text = readIfThere(backend.data.local.path);
    if (text === undefined) continue;
    const { resources } = parseJson(stateFile, text, "terraformState", backend.data.local.path);
    for (const { mode, type, name: id } of resources)
      if (mode === "managed") addresses.add(`${name}: ${type}.${id}`);
  }
  return addresses;
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
