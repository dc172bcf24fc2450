import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { synthesise } from "../../infra/synthesise.ts";
import { temporaryDirectory } from "./temporary-directory.ts";

/**
 * A file with what `terraform output -json` would print for the synthesised Batch stack in an account. The real thing
 * is in test/integration/infra.
 */
export function batchOutputs(environment: object, accountId = "000000000000"): string {
  const directory = temporaryDirectory("outputs");
  const given = join(directory, "default.json");
  writeFileSync(given, JSON.stringify(environment));
  const [, batch = ""] = synthesise({ outdir: directory, environment: given });
  const { output } = JSON.parse(readFileSync(join(batch, "cdk.tf.json"), "utf8")) as { output: object };
  const file = join(directory, "outputs.json");
  const text = JSON.stringify(output).replaceAll(/\$\{data\.aws_caller_identity[^}]*\}/g, accountId);
  writeFileSync(file, text);
  return file;
}
