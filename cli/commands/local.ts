import { GeosBenchError } from "../../contract/errors.ts";
import { ownPaths } from "../../emulator/http/own-paths.ts";
import { isAlive } from "../../host/ownership/owner-id.ts";
import { keptStateFolder } from "../local/kept-state.ts";
import { cliExitCodes } from "../exit-codes.ts";
import { deployedEnvironments, deployedFolder } from "../local-deploy/deployed-folder.ts";
import { lockLocalEnvironment } from "../local/lock-local-environment.ts";
import { clientEnvironment } from "../../emulator/local/client-environment.ts";
import { openLocal } from "../local/open-local.ts";
import { readLocalState, type LocalState } from "../local/state-file.ts";
import { stopDaemon } from "../local/stop-daemon.ts";
import { sweepLeftovers } from "../local/sweep-leftovers.ts";
import { volumeDirectories, type VolumeOptions } from "../local/volume-directories.ts";
import { runSteps } from "../progress.ts";

interface LocalUpOptions extends VolumeOptions {
  readonly port?: number;
  readonly account?: string;
  readonly provision: boolean;
  readonly image?: string;
  readonly fresh?: true;
  readonly instant?: true;
}

export async function localUp(options: LocalUpOptions, signal: AbortSignal): Promise<number> {
  const running = await readLocalState();
  if (running && options.fresh) {
    throw new GeosBenchError("A local environment is up, and --fresh would remove its state.", {
      code: "busy",
      hint: "Stop it first: gcbench local down",
    });
  }
  if (running) {
    console.log(`It is up already.\n${describe(running)}`);
    return cliExitCodes.success;
  }
  const lock = await lockLocalEnvironment();
  try {
    return await startAndKeep(options, signal);
  } finally {
    await lock.release();
  }
}

async function startAndKeep(options: LocalUpOptions, signal: AbortSignal): Promise<number> {
  const local = openLocal({
    platforms: ["linux/arm64", "linux/amd64"],
    provision: options.provision,
    port: options.port,
    accountId: options.account,
    jobImage: options.image,
    volumes: volumeDirectories(options),
    isKept: true,
    isFresh: options.fresh,
    isInstant: options.instant,
    signal,
  });
  const { daemon } = await runSteps(local.steps, local.context);
  await daemon?.keep();
  if (daemon) {
    console.log(describe(daemon.state));
    console.log(whatIsKept(daemon.state));
  }
  return cliExitCodes.success;
}

/** Ends its jobs and forgets what was created in it; what the stack has is there again. */
export async function localReset(): Promise<number> {
  const state = await readLocalState();
  if (!state) {
    console.error("Nothing is up. Start it with: gcbench local up");
    return cliExitCodes.environmentNotUsable;
  }
  const response = await fetch(new URL(ownPaths.reset, state.endpoint), { method: "POST" });
  if (!response.ok) {
    throw new GeosBenchError(`The local environment was not reset: ${await response.text()}`, {
      code: "local-environment",
      hint: `Its log: ${state.logFile}`,
    });
  }
  console.log(
    deployedEnvironments().length === 0
      ? "Empty; what the stack has is there again. S3's objects were left."
      : "Empty; `gcbench local deploy` makes what was deployed anew. S3's objects were left.",
  );
  return cliExitCodes.success;
}

export async function localStatus(options: { json?: true }): Promise<number> {
  const state = await readLocalState();
  if (options.json) console.log(JSON.stringify(state ?? null, null, 2));
  else console.log(state ? describe(state) : "Nothing is up. Start it with: gcbench local up");
  return cliExitCodes.success;
}

/** Says where the page is that shows what runs, as it runs. */
export async function localWatch(options: { json?: true }): Promise<number> {
  const live = (await readLocalState())?.live;
  if (live === undefined) {
    console.error("Nothing is up that has a live page. Start it with: gcbench local up");
    return cliExitCodes.environmentNotUsable;
  }
  console.log(options.json ? JSON.stringify({ format: 1, live }, null, 2) : live);
  return cliExitCodes.success;
}

export async function localDown(): Promise<number> {
  const state = await readLocalState();
  if (state) await stopDaemon(state.pid);
  // What a crash left running ends here too; its jobs go on with the next `up`.
  const kept = keptStateFolder();
  const removed = await sweepLeftovers((owner) => isAlive(owner) && !owner.endsWith(`/${kept}`));
  console.log(state ? "Stopped; its containers are removed." : "Nothing was up.");
  if (removed > 0) console.log(`Removed ${removed} left over from processes that are gone.`);
  return cliExitCodes.success;
}

export async function localEnv(): Promise<number> {
  const state = await readLocalState();
  if (!state) {
    console.error("Nothing is up. Start it with: gcbench local up");
    return cliExitCodes.environmentNotUsable;
  }
  for (const [name, value] of Object.entries(clientEnvironment(state)))
    console.log(`export ${name}='${value}'`);
  const [deployed] = deployedEnvironments();
  // gcbench submit asks Terraform there where its jobs go.
  if (deployed !== undefined) console.log(`export CDKTF_OUTDIR='${deployedFolder(deployed)}'`);
  // A profile or a session token of a real account would win over, or spoil, the dummy credentials.
  console.log("unset AWS_PROFILE AWS_SESSION_TOKEN AWS_ENDPOINT_URL_BATCH AWS_ENDPOINT_URL_S3");
  return cliExitCodes.success;
}

const whatIsKept = ({ keepsObjects }: LocalState): string =>
  keepsObjects === true
    ? "kept       jobs, resources, logs and S3's objects; what moto holds ends with `down`"
    : "kept       jobs, resources and logs. S3's objects are not, they end with `down`: LocalStack 4.14.0 keeps\n" +
      "           them, where its Docker engine sees this machine's folders";

function describe(state: LocalState): string {
  return [
    `endpoint   ${state.endpoint} (AWS Batch, S3, CloudWatch Logs)`,
    ...(state.live === undefined ? [] : [`live page  ${state.live}`]),
    `queues     ${state.queues.join(", ")}`,
    `results    s3://${state.resultsBucket}/`,
    ...Object.entries(state.volumes).map(([hostPath, directory]) => `volume     ${hostPath} is ${directory}`),
    `process    ${state.pid}, since ${state.startedAt}`,
    `log        ${state.logFile}`,
    `AWS clients: eval "$(npx gcbench local env)"`,
  ].join("\n");
}
