import type { BatchClient } from "@aws-sdk/client-batch";
import type Docker from "dockerode";
import type { AwsClients } from "../../../../client/aws-clients.ts";
import { awsClients } from "../../../../cli/local/aws-clients.ts";
import { clientEnvironment } from "../../../../emulator/local/client-environment.ts";
import { createBatch } from "../../../../emulator/batch/create-batch.ts";
import { createDockerExecutor } from "../../../../emulator/executor/docker-executor.ts";
import { engineCapacity } from "../../../../emulator/executor/engine-capacity.ts";
import { createSimulatedExecutor } from "../../../../emulator/executor/simulated-executor.ts";
import { startFront } from "../../../../emulator/http/front.ts";
import { LogStore } from "../../../../emulator/logs/log-store.ts";
import { jobEnvironment } from "../../../../emulator/local/job-environment.ts";
import { emptyStack } from "../../../../emulator/local/local-regions.ts";
import { createMoto } from "../../../../emulator/moto/moto.ts";
import { systemClock } from "../../../../emulator/ports/clock.ts";
import type { AttemptRequest, Executor } from "../../../../emulator/ports/executor.ts";
import { temporaryDirectory } from "../../../support/temporary-directory.ts";
import { startMoto } from "../../../support/moto-server.ts";

const region = "us-east-1";
/** moto's account. */
export const localAccount = "123456789012";

export interface LocalAws {
  readonly endpoint: string;
  readonly clients: AwsClients;
  readonly client: BatchClient;
  /** For a client in a process of its own. */
  readonly env: NodeJS.ProcessEnv;
  /** Every attempt that was started. */
  readonly attempts: readonly AttemptRequest[];
  readonly close: () => Promise<void>;
}

export interface Containers {
  readonly docker: Docker;
  /** Host of the registry that stands for ECR's: all of an image's name but the host is what the definition says. */
  readonly registry: string;
  /** Whether an image is run; the others are simulated. */
  readonly runs: (image: string) => boolean;
}

/** The local Batch without any resource; moto behind it for everything else. Without containers, all jobs are simulated. */
export async function startLocalAws(containers?: Containers): Promise<LocalAws | { missing: string }> {
  const moto = await startMoto();
  if ("missing" in moto) return moto;
  const logs = new LogStore(temporaryDirectory("terraform-logs"));
  const attempts: AttemptRequest[] = [];
  const simulated = createSimulatedExecutor(systemClock, () => ({ durationMs: 50, lines: ["ran"] }));
  const real = containers && (await runningIn(containers, moto.url));
  const executor: Executor = {
    start(request, observer) {
      attempts.push(request);
      const isReal = containers?.runs(request.container.image) === true;
      return ((isReal && real) || simulated).start(request, observer);
    },
  };
  const batch = createBatch({ stack: emptyStack(region, localAccount), executor, logs, clock: systemClock });
  const front = await startFront({
    regions: () => ({ region, api: batch.api, logs }),
    accountId: localAccount,
    moto: createMoto(async () => ({ url: moto.url, stop: moto.close })),
    // S3 too: these stacks are about what is created, and need no container for it.
    localstackUrl: moto.url,
    addresses: [{ host: "127.0.0.1", port: 0 }],
  });
  const endpoint = front.urls[0] ?? "";
  const clients = awsClients({ endpoint, region, accountId: localAccount });
  return {
    endpoint,
    clients,
    client: clients.batch,
    env: {
      PATH: process.env["PATH"],
      HOME: process.env["HOME"],
      ...clientEnvironment({ endpoint, region, accountId: localAccount }),
      AWS_PAGER: "",
    },
    attempts,
    async close() {
      clients.close();
      await front.close();
      await batch.shutdown();
      await real?.close();
      logs.close();
      await moto.close();
    },
  };
}

async function runningIn({ docker, registry }: Containers, motoUrl: string) {
  return createDockerExecutor({
    docker,
    host: await engineCapacity(docker),
    // moto listens on the loopback address.
    network: "host",
    resolveImage: async (image) => image.replace(/^\d+\.dkr\.ecr\.[a-z0-9-]+\.amazonaws\.com/, registry),
    jobEnvironment: jobEnvironment(Promise.resolve({ s3: motoUrl, aws: motoUrl }), localAccount, {}),
  });
}
