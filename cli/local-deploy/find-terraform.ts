import { execa } from "execa";
import { z } from "zod";
import { GeosBenchError } from "../../contract/errors.ts";
import { findProgram } from "../../host/find-program.ts";

/** Since when plans take over what is there already (Terraform 1.5, "Import"); OpenTofu began with 1.6. */
const least = [1, 5] as const;

const howToGetIt =
  "Install Terraform (https://developer.hashicorp.com/terraform/install) or OpenTofu (https://opentofu.org/docs/intro/install); " +
  "TERRAFORM_BINARY_NAME names another program, as for cdktf.";

const versionAnswer = z.object({ terraform_version: z.string() });

export interface FoundTerraform {
  /** Its path. */
  readonly program: string;
  readonly version: string;
}

/** `TERRAFORM_BINARY_NAME`, else Terraform, else OpenTofu; new enough, or an error that says how to get one. */
export async function findTerraform(env: NodeJS.ProcessEnv = process.env): Promise<FoundTerraform> {
  const wanted = env["TERRAFORM_BINARY_NAME"];
  for (const name of wanted ? [wanted] : ["terraform", "tofu"]) {
    const program = name.includes("/") ? name : await findProgram(name, env["PATH"]);
    if (program !== undefined) return { program, version: await versionOf(program, env) };
  }
  throw new GeosBenchError(
    `${wanted ?? "Neither terraform nor tofu"} is ${wanted ? "not " : ""}on the path; without it \`local up\` alone works.`,
    { code: "no-terraform", hint: howToGetIt },
  );
}

async function versionOf(program: string, env: NodeJS.ProcessEnv): Promise<string> {
  const { stdout, shortMessage } = await execa(program, ["version", "-json"], {
    env: { ...env, CHECKPOINT_DISABLE: "1" },
    extendEnv: false,
    reject: false,
  });
  const version = versionIn(stdout);
  if (version === undefined) {
    throw new GeosBenchError(`${program} does not tell its version: ${shortMessage ?? "no JSON"}`, {
      code: "no-terraform",
      hint: howToGetIt,
    });
  }
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major > least[0] || (major === least[0] && minor >= least[1])) return version;
  throw new GeosBenchError(`${program} is of version ${version}; it takes ${least.join(".")} or newer.`, {
    code: "no-terraform",
    hint: howToGetIt,
  });
}

/** A faulty configuration file of Terraform's makes it write warnings before the JSON. */
function versionIn(printed: string): string | undefined {
  try {
    return versionAnswer.safeParse(JSON.parse(printed.slice(printed.indexOf("{")))).data?.terraform_version;
  } catch {
    return undefined;
  }
}
