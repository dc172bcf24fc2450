import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { execa } from "execa";
import { GeosBenchError } from "../../contract/errors.ts";
import { parseOutputs, type StackKind, type StackOutputs } from "../../infra/outputs.ts";

/** Where `cdktf deploy` leaves what it applies, and what it applies it with. */
export interface Deployment {
  /** Directory of the synthesis: `stacks/<name>` in it. */
  readonly directory: string;
  /** `terraform`, or `tofu` where cdktf is told so. */
  readonly program: string;
}

export function deploymentOf(env: NodeJS.ProcessEnv = process.env): Deployment {
  return {
    directory: path.resolve(env["CDKTF_OUTDIR"] ?? "cdktf.out"),
    program: env["TERRAFORM_BINARY_NAME"] ?? "terraform",
  };
}

/**
 * What a deployed stack says of itself: from Terraform's state, or from a file with what `terraform output -json`
 * printed.
 */
export async function readOutputs<Kind extends StackKind>(
  kind: Kind,
  from: { readonly deployment: Deployment; readonly file?: string | undefined },
): Promise<StackOutputs<Kind>> {
  const text = from.file === undefined ? await printed(kind, from.deployment) : await given(from.file);
  return parseOutputs(kind, text);
}

async function given(file: string): Promise<string> {
  return readFile(file, "utf8").catch((error: Error) => {
    throw new GeosBenchError(`Cannot read the outputs "${file}": ${error.message}`, {
      code: "bad-option",
      hint: "It is a file with what `terraform output -json` printed for the stack.",
    });
  });
}

async function printed(kind: StackKind, { directory, program }: Deployment): Promise<string> {
  const stack = `geos-chem-${kind}`;
  const cwd = path.join(directory, "stacks", stack);
  const deploy = `Deploy it (npx cdktf deploy ${stack})`;
  if (!existsSync(cwd)) {
    throw new GeosBenchError(`The stack ${stack} is not deployed from here: there is no ${cwd}.`, {
      code: "not-deployed",
      hint: `${deploy}, or set CDKTF_OUTDIR to the directory it was deployed from.`,
    });
  }
  const { failed, stdout, stderr, shortMessage } = await execa(program, ["output", "-json", "-no-color"], {
    cwd,
    env: { CHECKPOINT_DISABLE: "1" },
    reject: false,
  });
  if (failed) {
    throw new GeosBenchError(
      `${program} does not tell the outputs of ${stack}: ${stderr.trim() || shortMessage}`,
      {
        code: "not-deployed",
        hint: `${deploy}; Terraform must be initialised in ${cwd}, which that does.`,
      },
    );
  }
  if (stdout.trim() === "{}") {
    throw new GeosBenchError(`The stack ${stack} has no outputs: it is not deployed.`, {
      code: "not-deployed",
      hint: `${deploy}.`,
    });
  }
  return stdout;
}
