import { globSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { execa } from "execa";
import { collectLessOften } from "../../../cli/local-deploy/terraform-environment.ts";

/**
 * Places where a filesystem mirror of providers is usually kept (Terraform CLI configuration, "Implied local
 * mirror").
 */
const places = [
  process.env["GCBENCH_TERRAFORM_MIRROR"] ?? "",
  join(homedir(), ".terraform.d", "plugins"),
  "/usr/local/share/terraform/plugins",
  "/usr/share/terraform/plugins",
  "/opt/*",
].filter(Boolean);

/**
 * A directory that `terraform init -plugin-dir` takes, with the version of the AWS provider that the bindings are of.
 */
function providerMirror(version: string): string | undefined {
  const [found] = places.flatMap((place) => globSync(`${place}/*/hashicorp/aws/${version}`));
  return found === undefined ? undefined : resolve(dirname(found), "..", "..", "..");
}

/** `terraform`, or the path that GCBENCH_TERRAFORM gives. */
const program = process.env["GCBENCH_TERRAFORM"] ?? "terraform";

/** Runs Terraform without its configuration file and without looking for a newer version of itself. */
type Run = (directory: string, ...args: string[]) => Promise<{ exitCode: number; output: string }>;

export interface FoundTerraform {
  readonly program: string;
  readonly run: Run;
  readonly mirror: string;
}

/** Terraform with a mirror of the provider that the bindings are of, or why there is none. */
export async function findTerraform(version = "5.100.0"): Promise<FoundTerraform | { missing: string }> {
  const run: Run = async (directory, ...args) => {
    const env = {
      ...collectLessOften,
      CHECKPOINT_DISABLE: "1",
      TF_CLI_CONFIG_FILE: "/dev/null",
      TF_IN_AUTOMATION: "1",
    };
    const { exitCode = 1, all } = await execa(program, args, {
      cwd: directory,
      env,
      reject: false,
      all: true,
    });
    return { exitCode, output: all };
  };
  if ((await run(".", "version")).exitCode !== 0) return { missing: `${program} is not installed` };
  const mirror = providerMirror(version);
  if (mirror === undefined) {
    return {
      missing: `no provider mirror with hashicorp/aws ${version} (GCBENCH_TERRAFORM_MIRROR names one)`,
    };
  }
  return { program, run, mirror };
}
