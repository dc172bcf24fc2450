import { readFileSync } from "node:fs";
import { GetObjectCommand, NoSuchKey } from "@aws-sdk/client-s3";
import { z } from "zod";
import { parseJson } from "../../../contract/parse-json.ts";
import type { Stack } from "../../../contract/terraform/terraform-json.ts";
import { terraformState } from "../../../contract/terraform/terraform-state.ts";
import { warning, type Finding } from "../finding.ts";
import { openS3 } from "./account.ts";
import { errorName } from "./looked-at.ts";

const backends = z.object({
  local: z.object({ path: z.string() }).optional(),
  s3: z.object({ bucket: z.string(), key: z.string(), region: z.string() }).optional(),
});

/** What Terraform's state says is deployed. */
interface Deployed {
  /** Addresses (`stack: type.id`); `undefined` where the state could not be read. */
  readonly addresses: ReadonlySet<string> | undefined;
  /** Why not. */
  readonly findings: readonly Finding[];
}

/** Reads the state of each stack, on this machine or in its bucket. One that is not there has nothing deployed. */
export async function deployedAddresses(stacks: readonly Stack[], signal: AbortSignal): Promise<Deployed> {
  const addresses = new Set<string>();
  for (const { name, terraform } of stacks) {
    const { local, s3 } = backends.parse(terraform.backend);
    const place = local?.path ?? `s3://${s3?.bucket}/${s3?.key}`;
    let text: string | undefined;
    try {
      text = local ? readIfThere(local.path) : s3 && (await objectIfThere(s3, signal));
    } catch (error) {
      const why = `${place} cannot be read: ${errorName(error)}: ${(error as Error).message}`;
      const remedy =
        "Allow s3:GetObject and s3:ListBucket on it, or ask somebody who may. Names that are there are then told, not judged.";
      return { addresses: undefined, findings: [warning("terraform state", why, remedy)] };
    }
    if (text === undefined) continue;
    const { resources } = parseJson(terraformState, text, "terraformState", place);
    for (const { mode, type, name: id } of resources)
      if (mode === "managed") addresses.add(`${name}: ${type}.${id}`);
  }
  return { addresses, findings: [] };
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

async function objectIfThere(
  { bucket, key, region }: { readonly bucket: string; readonly key: string; readonly region: string },
  abortSignal: AbortSignal,
): Promise<string | undefined> {
  const client = openS3(region);
  try {
    const { Body: body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }), {
      abortSignal,
    });
    return await body?.transformToString();
  } catch (error) {
    if (error instanceof NoSuchKey) return undefined;
    throw error;
  } finally {
    client.destroy();
  }
}
