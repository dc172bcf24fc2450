import { join } from "node:path";
import { LocalBackend, S3Backend, type TerraformStack } from "./cdk.ts";
import type { StateConfig } from "./config/access.ts";

/** Root of the project, where local state is kept whatever the current directory. */
const root = join(import.meta.dirname, "..");

export interface StateBackendOptions {
  readonly region: string;
  /** Name of the environment: each has state of its own. */
  readonly environment: string;
  /**
   * State in S3.
   * @default - beside the project, which is right for one person on one machine
   */
  readonly state?: StateConfig | undefined;
}

/** Says where Terraform keeps the state of a stack. */
export function useStateBackend(stack: TerraformStack, options: StateBackendOptions): void {
  const { state, region, environment } = options;
  const name = environment === "default" ? stack.node.id : `${environment}.${stack.node.id}`;
  if (!state) {
    new LocalBackend(stack, { path: join(root, `terraform.${name}.tfstate`) });
    return;
  }
  new S3Backend(stack, {
    bucket: state.bucket,
    key: `${state.prefix}/${name}.tfstate`,
    region: state.region ?? region,
    encrypt: true,
    ...(state.kmsKeyId !== undefined && { kmsKeyId: state.kmsKeyId }),
    // The bindings do not know it yet. The older lock, a DynamoDB table, is deprecated.
  }).addOverride("use_lockfile", true);
}
