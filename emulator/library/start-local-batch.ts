import { localAccountId } from "../aws/account.ts";
import { startFront } from "../http/front.ts";
import { clientEnvironment } from "../local/client-environment.ts";
import { credentialsOf } from "../local/local-credentials.ts";
import { createLocalRegions, emptyStack } from "../local/local-regions.ts";
import { openStateFolder, temporaryState } from "../local/state-folder.ts";
import { noMoto } from "../moto/moto.ts";
import { systemClock } from "../ports/clock.ts";
import { dockerMachine } from "./docker-machine.ts";
import type { LocalBatch, LocalBatchOptions } from "./local-batch.ts";
import { simulatedMachine } from "./simulated-machine.ts";

export type * from "./local-batch.ts";

/**
 * The entry point for other projects: AWS Batch and its CloudWatch Logs in this process, behind one HTTP endpoint. Any number can run side by side.
 *
 * Throws an error with a `code`: `port-in-use`, `cannot-listen`, `state-not-usable` (another has the folder open, or of
 * another version), `docker-not-running` and others of the engine, `bad-option`.
 */
export async function startLocalBatch(options: LocalBatchOptions = {}): Promise<LocalBatch> {
  const {
    region = "us-east-1",
    accountId = localAccountId,
    host = "127.0.0.1",
    port = 0,
    instant = true,
  } = options;
  const { jobs = "simulated", stateFolder, s3Endpoint } = options;
  const closers: (() => unknown)[] = [];
  const close = async () => {
    for (const closer of closers.splice(0).toReversed()) await closer();
  };
  try {
    const folder =
      stateFolder === undefined ? temporaryState() : openStateFolder(stateFolder, accountId, console.error);
    closers.push(() => folder.close());
    const machine =
      jobs === "docker"
        ? await dockerMachine({ ...options, owner: folder.owner })
        : simulatedMachine(jobs === "simulated" ? () => ({}) : jobs);
    closers.push(() => machine.close());
    const regions = createLocalRegions(() => emptyStack(region, accountId), {
      executor: machine.executor,
      host: machine.host,
      unmanaged: machine.unmanaged,
      clock: systemClock,
      spool: folder.logs,
      state: folder.state,
      transitionMs: instant ? 0 : undefined,
    });
    closers.push(() => regions.close());
    closers.push(() => folder.state.stopWaiting());
    await machine.removeStrays(regions.isUnderWay);
    const front = await startFront({
      accountId,
      regions: regions.at,
      explain: regions.explain,
      moto: noMoto("Nothing answers for this service here: it is a local AWS Batch alone."),
      localstackUrl: s3Endpoint ?? "http://127.0.0.1:9",
      forwarded: new Set(s3Endpoint === undefined ? [] : ["s3"]),
      reset: () => regions.reset(),
      addresses: [{ host, port }],
    });
    closers.push(() => front.close());
    const [endpoint = ""] = front.urls;
    return {
      endpoint,
      region,
      accountId,
      credentials: credentialsOf(accountId),
      env: clientEnvironment({ endpoint, region, accountId }),
      reset: () => regions.reset(),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
