import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { aimAtLocal } from "../../../../cli/local-deploy/synthesise-for-local.ts";
import { synthesise } from "../../../../infra/synthesise.ts";
import { localAccount, type LocalAws } from "./local-aws.ts";
import { withoutMotoS3 } from "./moto-s3.ts";

/**
 * Synthesises an environment into `directory`, over what is there, as `gcbench local deploy` would; beside each stack what
 * S3 of moto needs.
 */
export function stacksForLocalAws(
  directory: string,
  environment: object,
  { endpoint }: LocalAws,
  name = "default",
): string[] {
  const file = join(directory, `${name}.json`);
  writeFileSync(file, JSON.stringify(environment));
  const stacks = synthesise({ outdir: directory, environment: file });
  aimAtLocal(stacks, { endpoint, accountId: localAccount });
  for (const stack of stacks) {
    const { resource } = JSON.parse(readFileSync(join(stack, "cdk.tf.json"), "utf8")) as {
      resource: Readonly<Record<string, Readonly<Record<string, object>>>>;
    };
    writeFileSync(join(stack, "moto_override.tf.json"), JSON.stringify(withoutMotoS3(resource)));
  }
  return stacks;
}
