import { existsSync } from "node:fs";
import type Docker from "dockerode";
import { GeosBenchError } from "../../../contract/errors.ts";
import { inspectEngine } from "../../../host/docker-engine.ts";
import { resolveDockerEndpoint } from "../../../host/docker-endpoint.ts";
import { clientEnvironment } from "../../local/client-environment.ts";
import type { LocalBatchOptions } from "../local-batch.ts";
import { imagePort as port, imageVariables } from "./image-contract.ts";
import type { ImageOptions } from "./image-options.ts";
import { jobSurroundings, ownContainer } from "./job-surroundings.ts";

/** What runs the jobs of a container of the image, and says so on standard output. */
export async function jobsOfImage(
  options: ImageOptions,
): Promise<Pick<LocalBatchOptions, "jobs" | "network" | "labels" | "jobEnvironment">> {
  const { source, url } = await resolveDockerEndpoint();
  const socket = url.replace("unix://", "");
  const isThere = source !== "default" || existsSync(socket);
  if ((options.jobs ?? (isThere ? "docker" : "simulated")) === "simulated") {
    const why = options.jobs === undefined ? `there is no ${socket}` : "as asked";
    console.log(`Jobs are simulated (${why}): none runs, each succeeds`);
    return { jobs: "simulated" };
  }
  const state = await inspectEngine();
  if (state.status !== "ready") throw state.error;
  const { docker } = state.engine;
  if (options.network !== undefined) await checkNetwork(docker, options.network);
  const own = await ownContainer(docker);
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

/** Now, and not with the first job. */
async function checkNetwork(docker: Docker, network: string): Promise<void> {
  const networks = await docker.listNetworks();
  if (networks.some(({ Name, Id }) => Name === network || Id === network)) return;
  const names = networks.map(({ Name }) => Name).toSorted();
  throw new GeosBenchError(
    `${imageVariables.network} is ${JSON.stringify(network)}; the engine has the networks ${names.join(", ")}.`,
    {
      code: "bad-option",
      hint: `Name one of them, or make it (\`docker network create ${network}\`), or leave it out: jobs are then on the network that this container is on.`,
    },
  );
}
