import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { actionOf } from "../../../../cli/local-deploy/planned-action.ts";
import { stackTerraform, type StackTerraform } from "../../../../cli/local-deploy/terraform.ts";
import type { FoundTerraform } from "../../../policy/support/terraform.ts";

/** What a plan does, by the address of the resource: "create", "update", "replace", "delete". */
type PlannedActions = Readonly<Record<string, string>>;

/** One synthesised stack in its directory; a step that fails fails the test with Terraform's own words. */
export interface TerraformStack {
  init(): Promise<unknown>;
  apply(): Promise<unknown>;
  /** Nothing in it: what is there is what the stack says. Kept for {@link applyPlan}. */
  plan(): Promise<PlannedActions>;
  applyPlan(): Promise<unknown>;
  destroy(): Promise<unknown>;
}

/** Asked of a service that the override names no endpoint of, which would show. */
const nowhere = "http://127.0.0.1:9";

/** As `gcbench local deploy` runs it, with the provider of the mirror. */
export function localTerraform({ program, mirror }: FoundTerraform, directory: string): StackTerraform {
  const file = join(directory, "mirror.tfrc");
  writeFileSync(file, `provider_installation {\n  filesystem_mirror {\n    path = "${mirror}"\n  }\n}\n`);
  const env = { ...process.env, TF_CLI_CONFIG_FILE: file };
  return stackTerraform(directory, { program, endpoint: nowhere, env });
}

export function terraformStack(terraform: FoundTerraform, directory: string): TerraformStack {
  const stack = localTerraform(terraform, directory);
  return {
    init: () => stack.init(),
    async apply() {
      await stack.plan();
      await stack.apply();
    },
    applyPlan: () => stack.apply(),
    destroy: () => stack.destroy(),
    async plan() {
      const { resources } = await stack.plan();
      return Object.fromEntries(
        resources.flatMap(({ address, change }) => {
          const action = actionOf(change);
          return action === undefined ? [] : [[address, action]];
        }),
      );
    },
  };
}
