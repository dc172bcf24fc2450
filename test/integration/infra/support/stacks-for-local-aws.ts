import { readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { synthesise } from "../../../../infra/synthesise.ts";
import type { LocalAws } from "./local-aws.ts";
import { overridesForMoto } from "./moto-faults.ts";

/** Every service that the stacks have resources or data of, as the provider's `endpoints` block names them. */
const services = "batch budgets cloudwatch ec2 ecr events iam kms logs s3 scheduler sfn sns sqs sts".split(
  " ",
);

interface StackJson {
  readonly data?: {
    readonly terraform_remote_state?: Readonly<
      Record<string, { readonly config: { readonly path: string } }>
    >;
  };
  readonly resource: Readonly<Record<string, Readonly<Record<string, object>>>>;
}

/**
 * Synthesises an environment into `directory`, over what is there, with a Terraform override file beside each stack: it
 * sends the provider to the local AWS and keeps the state in `directory`. The stacks themselves are as deployed.
 */
export function stacksForLocalAws(
  directory: string,
  environment: object,
  aws: LocalAws,
  name = "default",
): string[] {
  const file = join(directory, `${name}.json`);
  writeFileSync(file, JSON.stringify(environment));
  const stacks = synthesise({ outdir: directory, environment: file });
  for (const stack of stacks) {
    const json = JSON.parse(readFileSync(join(stack, "cdk.tf.json"), "utf8")) as StackJson;
    writeFileSync(join(stack, "local_override.tf.json"), JSON.stringify(overrides(json, aws)));
  }
  return stacks;
}

function overrides({ data, resource }: StackJson, { endpoint }: LocalAws): object {
  const remoteStates = Object.entries(data?.terraform_remote_state ?? {}).map(([name, { config }]) => {
    // "…/terraform.<environment>.<stack>.tfstate"
    const stack = basename(config.path, ".tfstate").split(".").at(-1) ?? "";
    return [name, { config: { path: join("..", stack, "terraform.tfstate") } }];
  });
  const provider = {
    access_key: "test",
    secret_key: "test",
    skip_credentials_validation: true,
    skip_metadata_api_check: "true",
    skip_region_validation: true,
    s3_use_path_style: true,
    endpoints: [Object.fromEntries(services.map((name) => [name, endpoint]))],
  };
  return {
    terraform: { backend: { local: { path: "terraform.tfstate" } } },
    provider: { aws: [provider] },
    ...(remoteStates.length > 0 && {
      data: { terraform_remote_state: Object.fromEntries(remoteStates) as object },
    }),
    ...overridesForMoto(resource),
  };
}
