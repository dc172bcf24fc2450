import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createHostSlots } from "../../emulator/batch/scheduler/pass/host-slots.ts";
import { startLiveServer } from "../../emulator/live/live-server.ts";
import { createLocalRegions } from "../../emulator/local/local-regions.ts";
import { systemClock } from "../../emulator/ports/clock.ts";
import type { AttemptObserver, AttemptOutcome, AttemptRequest } from "../../emulator/ports/executor.ts";
import type { StackModel } from "../../emulator/ports/stack-model.ts";
import { environment, queue, resources } from "../unit/emulator/batch/local-batch.ts";
import { filesOfResult, syntheticResult } from "./synthetic-result.ts";
import { temporaryDirectory } from "./temporary-directory.ts";

/** An attempt as the test runs it. */
interface HeldAttempt {
  readonly request: AttemptRequest;
  readonly observer: AttemptObserver;
  readonly finish: (outcome: AttemptOutcome) => void;
}

const stack: StackModel = {
  region: "us-east-1",
  accountId: "000000000000",
  computeEnvironments: [
    environment("graviton", { instanceTypes: ["c7g.4xlarge"], maxvCpus: 32 }),
    environment("x86", { instanceTypes: ["c7i.4xlarge"] }),
  ],
  jobQueues: [queue("geos-chem-graviton-queue", ["graviton"]), queue("geos-chem-x86-queue", ["x86"])],
  jobDefinitions: [
    {
      jobDefinitionName: "benchmark",
      type: "container",
      containerProperties: { image: "image", command: ["run"], resourceRequirements: resources(15, 30_720) },
    },
  ],
  buckets: [],
  logGroups: [],
};

/**
 * The live page over a local Batch whose containers are the test's: what they say and how they end. A stand-in has the
 * results of the benchmark jobs that succeeded.
 */
export async function livePage() {
  const attempts: HeldAttempt[] = [];
  const results = new Map<string, string>();
  const bucket = createServer((request, response) => {
    const text = results.get(decodeURIComponent(new URL(request.url ?? "/", "http://s3").pathname));
    response.writeHead(text === undefined ? 404 : 200, { "content-type": "application/xml" });
    response.end(text ?? "<Error><Code>NoSuchKey</Code><Message>no</Message></Error>");
  });
  await new Promise<void>((resolve) => bucket.listen(0, "127.0.0.1", resolve));
  const endpoint = `http://127.0.0.1:${(bucket.address() as AddressInfo).port}`;
  const regions = createLocalRegions(() => stack, {
    clock: systemClock,
    host: createHostSlots({ vcpus: 16 }),
    spool: temporaryDirectory("live"),
    executor: {
      start(request, observer) {
        const { promise: finished, resolve: finish } = Promise.withResolvers<AttemptOutcome>();
        attempts.push({ request, observer, finish });
        return {
          finished,
          stop: async () => finish({ exitCode: 143, statusReason: "stopped" }),
          discard: () => {},
        };
      },
    },
  });
  const server = await startLiveServer({
    regions,
    endpoint: "http://127.0.0.1:1",
    host: { vcpus: 16 },
    s3: { endpoint, region: stack.region, accountId: stack.accountId },
    port: 0,
  });
  const { api } = regions.at(undefined);
  return {
    url: server.url,
    attempts,
    /** Submits a job of the benchmark; returns its id. */
    async submit(jobName: string, more: object = {}): Promise<string> {
      const { jobId = "" } =
        (await api.SubmitJob?.({
          jobName,
          jobQueue: "geos-chem-graviton-queue",
          jobDefinition: "benchmark",
          parameters: { configJson: JSON.stringify({ id: "SYNTHETIC" }), outputPath: "s3://results/all" },
          ...more,
        })) ?? {};
      return jobId;
    },
    /** Stores what a job measured, as its runner would. */
    store(jobId: string, wallSeconds: readonly number[]): void {
      const result = syntheticResult({ jobId, wallSeconds, emulated: true });
      for (const [name, text] of Object.entries(filesOfResult(result)))
        results.set(`/results/all/SYNTHETIC/${jobId}/1/${name}`, text);
    },
    async close(): Promise<void> {
      await server.close();
      await regions.close();
      bucket.close();
      bucket.closeAllConnections();
    },
  };
}
