/** The program of the image `local-batch`: the local Batch, told by variables what to do, until it gets a SIGTERM. */
import { existsSync, statSync } from "node:fs";
import { once } from "node:events";
import { explainError, GeosBenchError } from "../../../contract/errors.ts";
import { inspectEngine } from "../../../host/docker-engine.ts";
import { resolveDockerEndpoint } from "../../../host/docker-endpoint.ts";
import { clientEnvironment } from "../../local/client-environment.ts";
import type { LocalBatchOptions } from "../local-batch.ts";
import { startLocalBatch } from "../start-local-batch.ts";
import { imagePort as port, imageStateFolder as stateFolder, imageVariables } from "./image-contract.ts";
import { readImageOptions, type ImageOptions } from "./image-options.ts";
import { jobSurroundings, ownContainer } from "./job-surroundings.ts";

const isOver = Promise.race([once(process, "SIGTERM"), once(process, "SIGINT")]);
try {
  const options = readImageOptions(process.env);
  const { accountId, region, s3Endpoint } = options;
  const local = await startLocalBatch({
    ...(await jobsOf(options)),
    ...(s3Endpoint === undefined ? {} : { s3Endpoint }),
    accountId,
    region,
    stateFolder,
    host: "0.0.0.0",
    port,
  });
  console.log(`Local AWS Batch of account ${accountId} on port ${port}`);
  await isOver;
  await local.close();
  process.exit(0);
} catch (error) {
  console.error(explainError(explained(error)));
  process.exit(1);
}

async function jobsOf(
  options: ImageOptions,
): Promise<Pick<LocalBatchOptions, "jobs" | "network" | "labels" | "jobEnvironment">> {
  const engine = await resolveDockerEndpoint();
  const isThere = engine.source !== "default" || existsSync(socketOf(engine.url));
  if ((options.jobs ?? (isThere ? "docker" : "simulated")) === "simulated") {
    const why = options.jobs === undefined ? `there is no ${socketOf(engine.url)}` : "as asked";
    console.log(`Jobs are simulated (${why}): none runs, each succeeds`);
    return { jobs: "simulated" };
  }
  const state = await inspectEngine();
  if (state.status !== "ready") throw state.error;
  const own = await ownContainer(state.engine.docker);
  const { network, endpoint, labels } = jobSurroundings(own, { network: options.network, port });
  console.log(
    `Jobs run in containers on ${network === undefined ? "the engine's own network" : `the network ${network}`}, and find this at ${endpoint ?? `no address: ${imageVariables.jobEnvironment} can give them one (AWS_ENDPOINT_URL)`}`,
  );
  const { region, accountId } = options;
  const found = endpoint === undefined ? {} : clientEnvironment({ endpoint, region, accountId });
  // There is no instance metadata here, and asking for it costs a time-out.
  const jobEnvironment = { AWS_EC2_METADATA_DISABLED: "true", ...found, ...options.jobEnvironment };
  return { jobs: "docker", labels, jobEnvironment, ...(network === undefined ? {} : { network }) };
}

function socketOf(url: string): string {
  return url.replace("unix://", "");
}

/** What else there is to do in a container than on a machine. */
function explained(error: unknown): unknown {
  if (!(error instanceof GeosBenchError)) return error;
  const { message, code, cause } = error;
  const said = (hint: string): GeosBenchError => new GeosBenchError(message, { code, hint, cause });
  if (code === "docker-permission-denied") {
    const group = statSync("/var/run/docker.sock", { throwIfNoEntry: false })?.gid;
    return said(
      `The socket is group ${group}'s: \`docker run --group-add ${group} …\`, or \`--user root\`, or \`--env ${imageVariables.jobs}=simulated\`.`,
    );
  }
  if (code === "docker-not-installed" || code === "docker-not-running") {
    return said(
      `Mount the engine's socket (\`docker run --volume /var/run/docker.sock:/var/run/docker.sock …\`), or \`--env ${imageVariables.jobs}=simulated\`.`,
    );
  }
  if (code === "state-not-usable") {
    return said(
      `${stateFolder} must be writable for user ${process.getuid?.()}, of account ${imageVariables.accountId}, and open in no other container; a new volume starts empty.`,
    );
  }
  return error;
}
