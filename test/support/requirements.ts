import { existsSync } from "node:fs";
import path from "node:path";
import { execa } from "execa";
import { explainError } from "../../contract/errors.ts";
import { findProgram } from "../../host/find-program.ts";
import { findTerraform } from "../policy/support/terraform.ts";
import { hostForTests } from "./start-local.ts";
import { checkov, motoServer, workflowPrograms } from "./python-programs.ts";

/** What tests need of the machine beside Node: why it is not there, or `undefined` where it is. */
export const requirements = {
  docker: () =>
    hostForTests().then(
      () => undefined,
      (error: unknown) => explainError(error),
    ),
  "aws-cli": () => runs("aws", "--version"),
  boto3: () => runs("python3", "-c", "import boto3"),
  git: () => program("git"),
  "docker-registry": () => program("docker-registry", "apt-get install docker-registry"),
  moto: () => program(motoServer, "pip install 'moto[server]'; GCBENCH_MOTO names its path"),
  checkov: () => program(checkov, "pip install checkov; GCBENCH_CHECKOV names its path"),
  chromium: () => program("chromium", "apt-get install chromium"),
  peers: () => pythonHas("musica", "netCDF4"),
  statistics: () => pythonHas("scipy", "ruptures"),
  workflows: () => program(path.join(workflowPrograms, "redun"), workflowsRemedy),
  terraform: async () => {
    const found = await findTerraform();
    return "missing" in found ? found.missing : undefined;
  },
} as const satisfies Readonly<Record<string, () => Promise<string | undefined>>>;

const workflowsRemedy =
  "pip install luigi redun snakemake, boto3 and Snakemake's plugins; GCBENCH_WORKFLOWS names the environment's folder";

export type Requirement = keyof typeof requirements;

const looked = new Map<Requirement, Promise<string | undefined>>();

/** Why a requirement is not met, or `undefined`; looked at once in a process. */
export function lacking(name: Requirement): Promise<string | undefined> {
  const found = looked.get(name) ?? requirements[name]();
  looked.set(name, found);
  return found;
}

/** Looks at `GCBENCH_PYTHON`, a Python with packages that only tests need. */
async function pythonHas(...packages: string[]): Promise<string | undefined> {
  const python = process.env["GCBENCH_PYTHON"];
  const missing = `GCBENCH_PYTHON names no Python that has the packages ${packages.join(" and ")}`;
  if (!python) return missing;
  return (await runs(python, "-c", `import ${packages.join(", ")}`)) === undefined ? undefined : missing;
}

async function program(name: string, remedy?: string): Promise<string | undefined> {
  const found = name.includes("/") ? existsSync(name) : await findProgram(name);
  return found ? undefined : `${name} is not installed${remedy === undefined ? "" : ` (${remedy})`}`;
}

async function runs(name: string, ...args: string[]): Promise<string | undefined> {
  const { failed, shortMessage } = await execa(name, args, { reject: false }).catch((error: Error) => ({
    failed: true,
    shortMessage: error.message,
  }));
  return failed ? shortMessage : undefined;
}
