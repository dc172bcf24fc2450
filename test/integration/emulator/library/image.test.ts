import { randomUUID } from "node:crypto";
import os from "node:os";
import { BatchClient, DescribeJobsCommand, SubmitJobCommand } from "@aws-sdk/client-batch";
import { execa } from "execa";
import { Network } from "testcontainers";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import packageJson from "../../../../package.json" with { type: "json" };
import { baseImage } from "../../../../container/build/base-image.ts";
import { ensureLocalBatchImage } from "../../../../container/build/local-batch-image.ts";
import { obtainImage } from "../../../../container/build/obtain-image.ts";
import {
  LocalBatchContainer,
  type StartedLocalBatchContainer,
} from "../../../../emulator/library/local-batch-container.ts";
import { inspectIfThere } from "../../../../host/inspect-if-there.ts";
import { inspectEngine, type DockerEngine } from "../../../../host/docker-engine.ts";
import { projectRoot } from "../../../../host/paths.ts";
import { imageStateFolder } from "../../../../emulator/library/image/image-contract.ts";
import { silent } from "../../../../host/progress.ts";
import { jobWithin } from "../../../support/job-within.ts";
import { needs } from "../../../support/needs.ts";
import { prepareSmallBatch, runSmallJob } from "../../../support/small-batch.ts";
import { lacking } from "../../../support/requirements.ts";

describe("the image of the local Batch", () => {
  needs("docker", "aws-cli");

  let engine: DockerEngine;
  let image: string;
  let jobImage: string;
  const closers: (() => Promise<unknown>)[] = [];

  async function clientOf(local: StartedLocalBatchContainer): Promise<BatchClient> {
    const batch = new BatchClient(local.clientConfig());
    closers.push(() => Promise.resolve(batch.destroy()));
    await prepareSmallBatch(batch, { image: jobImage, command: ["sh", "-c", "Ref::what"] });
    return batch;
  }

  beforeAll(async () => {
    if ((await lacking("docker")) !== undefined) return;
    // Testcontainers' sweeper is an image from a registry.
    vi.stubEnv("TESTCONTAINERS_RYUK_DISABLED", "true");
    const state = await inspectEngine();
    if (state.status !== "ready") throw state.error;
    ({ engine } = state);
    // Testcontainers takes a container that has an engine of its own for one that has its machine's.
    const { Name } = (await engine.docker.info()) as { readonly Name: string };
    if (Name === os.hostname()) vi.stubEnv("TESTCONTAINERS_HOST_OVERRIDE", "localhost");
    const inputs = {
      architecture: engine.architecture,
      repositoryRoot: projectRoot,
      version: packageJson.version,
    };
    const made = { report: silent };
    ({ reference: image } = await ensureLocalBatchImage(engine, inputs, made));
    ({ reference: jobImage } = await obtainImage(engine, baseImage(engine.architecture), made));
  });

  afterAll(async () => {
    for (const closer of closers.toReversed()) await closer();
    vi.unstubAllEnvs();
  });

  test("two run side by side: jobs of one in containers on its network, of the other simulated", async () => {
    const network = await new Network().start();
    closers.push(() => network.stop());
    const start = async (described: LocalBatchContainer): Promise<StartedLocalBatchContainer> => {
      const local = await described.start();
      closers.push(() => local.stop());
      return local;
    };
    const [real, simulated] = await Promise.all([
      start(
        new LocalBatchContainer(image)
          .withJobs("docker")
          .withJobEnvironment({ GREETING: "good morning" })
          .withNetwork(network),
      ),
      start(new LocalBatchContainer(image).withAccountId("111122223333").withRegion("eu-west-1")),
    ]);
    const [inContainers, nowhere] = await Promise.all([clientOf(real), clientOf(simulated)]);

    const job = await runSmallJob(inContainers, "echo $GREETING from $AWS_ENDPOINT_URL");
    expect(job).toMatchObject({ status: "SUCCEEDED", container: { exitCode: 0 } });
    // By a client that knows of nothing but the variables.
    const stream = job.container?.logStreamName;
    const asking = `logs get-log-events --log-group-name /aws/batch/job --log-stream-name ${stream} --output json`;
    const { stdout } = await execa("aws", [...asking.split(" "), "--query", "events[].message"], {
      env: real.env,
    });
    expect(JSON.parse(stdout)).toEqual([
      `good morning from http://${real.getIpAddress(network.getName())}:4567`,
    ]);
    const own = await engine.docker.getContainer(real.getId()).inspect();
    const addresses = own.NetworkSettings.Ports["4567/tcp"]?.map(({ HostIp }) => HostIp);
    // Whoever reaches it may start what they like on this machine.
    if (real.getHost() === "localhost") expect(addresses).toEqual(["127.0.0.1"]);

    const other = await runSmallJob(nowhere, "exit 1");
    expect(other).toMatchObject({
      status: "SUCCEEDED",
      jobArn: expect.stringMatching(/^arn:aws:batch:eu-west-1:111122223333:job\//) as string,
    });
    const asked = await inContainers.send(new DescribeJobsCommand({ jobs: [other.jobId ?? ""] }));
    expect(asked.jobs).toEqual([]);

    const { jobId = "" } = await inContainers.send(
      new SubmitJobCommand({
        jobName: "long",
        jobQueue: "queue",
        jobDefinition: "definition",
        parameters: { what: "exec sleep 600" },
      }),
    );
    await jobWithin(inContainers, jobId, ({ status }) => status === "RUNNING");
    const running = await inspectIfThere(engine.docker, `batch-${jobId}-1`);
    expect(Object.keys(running?.NetworkSettings.Networks ?? {})).toEqual([network.getName()]);
    await real.reset();
    // It has ended; it is removed a moment later.
    await expect.poll(() => inspectIfThere(engine.docker, `batch-${jobId}-1`)).toBeUndefined();
  });

  test("what a volume keeps is there for the next container, after a kill too, and a job goes on meanwhile", async () => {
    const volume = `image-test-${randomUUID()}`;
    await engine.docker.createVolume({ Name: volume });
    closers.push(() => engine.docker.getVolume(volume).remove());
    const described = new LocalBatchContainer(image)
      .withJobs("docker")
      .withBindMounts([{ source: volume, target: imageStateFolder }]);
    const first = await described.start();
    const batch = await clientOf(first);
    const { jobId = "" } = await batch.send(
      new SubmitJobCommand({
        jobName: "job",
        jobQueue: "queue",
        jobDefinition: "definition",
        parameters: { what: "until [ -e /go ]; do sleep 0.1; done; exit 7" },
      }),
    );
    await jobWithin(batch, jobId, ({ status }) => status === "RUNNING");
    await engine.docker.getContainer(first.getId()).remove({ force: true });

    const second = await described.start();
    closers.push(() => second.stop());
    const next = new BatchClient(second.clientConfig());
    closers.push(() => Promise.resolve(next.destroy()));
    const go = await engine.docker.getContainer(`batch-${jobId}-1`).exec({ Cmd: ["touch", "/go"] });
    await go.start({});
    expect(await jobWithin(next, jobId)).toMatchObject({ status: "FAILED", container: { exitCode: 7 } });
  });

  test("an image that is not there is said so, with what makes it", async () => {
    const starting = new LocalBatchContainer("localhost/geos-chem-bench/local-batch:none").start();
    await expect(starting).rejects.toMatchObject({
      code: "image-missing",
      hint: expect.stringContaining("gcbench image build --target local-batch") as string,
    });
  });
});
