import { GeosBenchError } from "../../contract/errors.ts";
import { stackDirectories } from "../../emulator/stack/stack-directories.ts";
import { cliExitCodes } from "../exit-codes.ts";
import { awsClients } from "../local/aws-clients.ts";
import { deployedEnvironments, deployedFolder, forgetDeployed } from "../local-deploy/deployed-folder.ts";
import { destroyStacks } from "../local-deploy/destroy-stacks.ts";
import { findTerraform } from "../local-deploy/find-terraform.ts";
import { localTarget } from "../local-deploy/local-target.ts";
import { lockDeployment } from "../local-deploy/lock-deployment.ts";
import { aimAtLocal } from "../local-deploy/synthesise-for-local.ts";
import { stackTerraform } from "../local-deploy/terraform.ts";

interface LocalDestroyOptions {
  readonly environment?: string;
  readonly emptyBuckets?: true;
  readonly json?: true;
}

/** Destroys what `gcbench local deploy` has deployed. */
export async function localDestroy(
  { environment, emptyBuckets, json }: LocalDestroyOptions,
  signal: AbortSignal,
): Promise<number> {
  const name = wanted(environment, deployedEnvironments());
  const { program } = await findTerraform();
  const target = await localTarget();
  const lock = await lockDeployment();
  const clients = awsClients(target);
  try {
    const { endpoint } = target;
    const stacks = aimAtLocal(stackDirectories(deployedFolder(name)), target, { toDestroy: true });
    const destroyed = await destroyStacks(stacks, {
      terraformOf: ({ directory }) => stackTerraform(directory, { program, endpoint, signal }),
      s3: clients.s3,
      emptyBuckets,
    });
    await forgetDeployed(name);
    if (json) console.log(JSON.stringify({ format: 1, environment: name, stacks: destroyed }, null, 2));
    else {
      const count = destroyed.reduce((sum, { resources }) => sum + resources, 0);
      console.log(
        `Destroyed: ${name}, ${count} resources. What \`local up\` has by itself comes with the next one.`,
      );
    }
    return cliExitCodes.success;
  } finally {
    clients.close();
    await lock.release();
  }
}

/** By its name, or its file's path; the only one where none is named. */
function wanted(environment: string | undefined, deployed: readonly string[]): string {
  const [only] = deployed;
  if (environment === undefined && only !== undefined && deployed.length === 1) return only;
  const name = environment
    ?.split("/")
    .at(-1)
    ?.replace(/\.json$/, "");
  if (name !== undefined && deployed.includes(name)) return name;
  if (deployed.length === 0) {
    throw new GeosBenchError("Nothing is deployed to the local environment.", {
      code: "not-deployed",
      hint: "gcbench local deploy does it.",
    });
  }
  const given = environment === undefined ? "Several are deployed" : `${environment} is not deployed`;
  throw new GeosBenchError(`${given}. Deployed: ${deployed.join(", ")}.`, {
    code: "bad-option",
    hint: "Name one: gcbench local destroy --environment NAME",
  });
}
