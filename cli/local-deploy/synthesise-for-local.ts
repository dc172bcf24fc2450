import { rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { readTerraformJson, type Stack } from "../../contract/terraform/terraform-json.ts";
import { localOverride, statesRead, type LocalTarget } from "./local-override.ts";

/** A stack, ready for Terraform in its directory. */
export interface LocalStack {
  readonly name: string;
  readonly directory: string;
  /** Stacks that have to be applied before it. */
  readonly after: readonly string[];
  /** What it has, whatever Terraform will find to do about it. */
  readonly resources: readonly { readonly address: string; readonly type: string }[];
}

/**
 * Synthesises an environment into a directory, over what is there: as `cdktf deploy` would, but for an override file
 * beside each stack. In the order of deployment.
 */
export async function synthesiseForLocal(
  outdir: string,
  environment: string,
  target: LocalTarget,
): Promise<LocalStack[]> {
  // It loads CDKTF, for 0.3 s.
  const { synthesise } = await import("../../infra/synthesise.ts");
  return aimAtLocal(synthesise({ outdir, environment }), target);
}

/** Writes the override file of stacks that were synthesised. */
export function aimAtLocal(
  directories: readonly string[],
  target: LocalTarget,
  options?: Parameters<typeof localOverride>[2],
): LocalStack[] {
  return readTerraformJson(directories).map((stack, index) => {
    const directory = directories[index] ?? "";
    const override = JSON.stringify(localOverride(stack, target, options), null, 2);
    writeFileSync(path.join(directory, "local_override.tf.json"), override);
    // Of the last time.
    rmSync(takenOverFile(directory), { force: true });
    return {
      name: stack.name,
      directory,
      after: [...new Set(Object.values(statesRead(stack)))],
      resources: resourcesOf(stack),
    };
  });
}

/** The file that names what is there already, for Terraform to take over. */
export const takenOverFile = (directory: string): string => path.join(directory, "taken_over.tf.json");

const resourcesOf = ({ resource }: Stack): LocalStack["resources"] =>
  Object.entries(resource).flatMap(([type, byName]) =>
    Object.keys(byName).map((name) => ({ address: `${type}.${name}`, type })),
  );
