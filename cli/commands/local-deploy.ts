import { GeosBenchError } from "../../contract/errors.ts";
import { cliExitCodes } from "../exit-codes.ts";
import { awsClients } from "../local/aws-clients.ts";
import { deployedFolder } from "../local-deploy/deployed-folder.ts";
import { deployStacks } from "../local-deploy/deploy-stacks.ts";
import { deployJson, deployText } from "../local-deploy/deploy-text.ts";
import { findTerraform } from "../local-deploy/find-terraform.ts";
import { localTarget } from "../local-deploy/local-target.ts";
import { lockDeployment } from "../local-deploy/lock-deployment.ts";
import { synthesiseForLocal, type LocalStack } from "../local-deploy/synthesise-for-local.ts";
import { stackTerraform } from "../local-deploy/terraform.ts";

interface LocalDeployOptions {
  readonly environment?: string;
  readonly planOnly?: boolean;
  readonly json?: true;
}

/** Applies the stacks that `cdktf deploy` applies, with Terraform, to the local AWS that is up. */
export async function localDeploy(
  names: readonly string[],
  {
    environment = process.env["GCBENCH_ENVIRONMENT"] ?? "default",
    planOnly = false,
    json,
  }: LocalDeployOptions,
  signal: AbortSignal,
): Promise<number> {
  const terraform = await findTerraform();
  const target = await localTarget();
  const { loadEnvironment } = await import("../../infra/config/load-environment.ts");
  const name = loadEnvironment(environment).environment;
  const folder = deployedFolder(name);
  const lock = await lockDeployment();
  const clients = awsClients(target);
  try {
    const stacks = chosen(await synthesiseForLocal(folder, environment, target), names);
    const { program } = terraform;
    const { endpoint } = target;
    const deployed = await deployStacks(stacks, {
      terraformOf: ({ directory }) => stackTerraform(directory, { program, endpoint, signal }),
      clients,
      planOnly,
    });
    const outcome = { environment: name, folder, terraform, target, planOnly, stacks, deployed };
    console.log(json ? JSON.stringify(deployJson(outcome), null, 2) : deployText(outcome));
    return cliExitCodes.success;
  } finally {
    clients.close();
    await lock.release();
  }
}

/** All where none is named. */
function chosen(stacks: readonly LocalStack[], names: readonly string[]): readonly LocalStack[] {
  if (names.length === 0) return stacks;
  const unknown = names.filter((name) => !stacks.some((stack) => stack.name === name));
  if (unknown.length === 0) return stacks.filter(({ name }) => names.includes(name));
  throw new GeosBenchError(
    `No stack ${unknown.join(", ")}. There are: ${stacks.map(({ name }) => name).join(", ")}.`,
    { code: "bad-option", hint: "Name some of these, or none for all." },
  );
}
