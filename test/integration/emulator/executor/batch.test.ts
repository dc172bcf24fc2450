import type { JobDetail, JobStatus } from "@aws-sdk/client-batch";
import { afterAll, describe, expect, it } from "vitest";
import { createBatch } from "../../../../emulator/batch/create-batch.ts";
import { createHostSlots } from "../../../../emulator/batch/scheduler/pass/host-slots.ts";
import { engineCapacity } from "../../../../emulator/executor/engine-capacity.ts";
import type { OperationInput } from "../../../../emulator/model/operation-types.ts";
import { systemClock } from "../../../../emulator/ports/clock.ts";
import { attempts, docker, leftOver, probe } from "./attempts.ts";

const { amd64, missing } = await probe();
const owner = `test-batch-${process.pid}`;

describe.skipIf(missing)(`Batch with containers${missing ? ` (skipped: ${missing})` : ""}`, async () => {
  if (missing) return;
  const { executor } = await attempts(owner);
  const environment = "arn:aws:batch:us-east-1:123456789012:compute-environment/x86";
  const lines: { stream: string; message: string }[] = [];
  const batch = createBatch({
    stack: {
      region: "us-east-1",
      accountId: "123456789012",
      computeEnvironments: [
        {
          computeEnvironmentName: "x86",
          computeEnvironmentArn: environment,
          computeResources: { type: "EC2", maxvCpus: 64, instanceTypes: ["c7i.4xlarge"] },
        },
      ],
      jobQueues: [
        {
          jobQueueName: "queue",
          jobQueueArn: "arn:aws:batch:us-east-1:123456789012:job-queue/queue",
          state: "ENABLED",
          priority: 1,
          computeEnvironmentOrder: [{ order: 1, computeEnvironment: environment }],
        },
      ],
      jobDefinitions: [
        {
          jobDefinitionName: "shell",
          type: "container",
          containerProperties: {
            image: amd64,
            command: ["sh", "-c", "Ref::script"],
            resourceRequirements: [
              { type: "VCPU", value: "15" },
              { type: "MEMORY", value: "30720" },
            ],
          },
        },
      ],
      buckets: [],
      logGroups: [],
    },
    executor,
    logs: {
      openGroup: () => true,
      createStream: () => {},
      write: (_, stream, { message }) => lines.push({ stream, message }),
      lastLines: () => ({}),
    },
    clock: systemClock,
    host: createHostSlots(await engineCapacity(docker)),
  });

  afterAll(async () => {
    await batch.shutdown(0);
    await executor.close(0);
    expect(await leftOver(owner)).toEqual([]);
  });

  const submit = (script: string, more: Partial<OperationInput<"SubmitJob">> = {}): string => {
    const given = {
      jobName: "test",
      jobQueue: "queue",
      jobDefinition: "shell",
      parameters: { script },
      ...more,
    };
    return batch.api.SubmitJob(given).jobId ?? "";
  };
  const show = (id: string): JobDetail => {
    const [job] = batch.api.DescribeJobs({ jobs: [id] }).jobs ?? [];
    if (!job) throw new Error(`no job ${id}`);
    return job;
  };
  const reaches = (id: string, ...statuses: JobStatus[]): Promise<JobDetail> =>
    new Promise((resolve) => {
      const look = (): void => {
        const job = show(id);
        if (job.status === undefined || !statuses.includes(job.status)) return;
        batch.events.off("jobStateChange", look);
        resolve(job);
      };
      batch.events.on("jobStateChange", look);
      look();
    });
  const ends = (id: string) => reaches(id, "SUCCEEDED", "FAILED");

  it("runs a job with its variables, and keeps its log", async () => {
    const id = submit("echo $AWS_BATCH_JOB_ID $AWS_BATCH_JOB_ATTEMPT $AWS_BATCH_CE_NAME $AWS_BATCH_JQ_NAME");
    const job = await ends(id);
    expect(job).toMatchObject({ status: "SUCCEEDED", container: { exitCode: 0 } });
    const log = lines.filter(({ stream }) => stream === job.container?.logStreamName);
    expect(log.at(-1)?.message).toBe(`${id} 1 x86 queue`);
  });

  it("retries by exit code, one container after the other", async () => {
    const job = await ends(
      submit("exit $((10 + AWS_BATCH_JOB_ATTEMPT))", {
        retryStrategy: { attempts: 5, evaluateOnExit: [{ onExitCode: "12", action: "EXIT" }] },
      }),
    );
    expect(job.status).toBe("FAILED");
    expect(job.attempts?.map(({ container }) => container?.exitCode)).toEqual([11, 12]);
  });

  it("runs array children side by side with their indices, and terminates what runs", async () => {
    const id = submit("echo index $AWS_BATCH_JOB_ARRAY_INDEX; exec sleep 60", {
      arrayProperties: { size: 2 },
    });
    await reaches(id, "PENDING");
    await reaches(`${id}:0`, "RUNNING");
    expect(show(`${id}:1`)).toMatchObject({
      status: "RUNNABLE",
      statusReason: expect.stringMatching(/^LOCAL:HOST_BUSY/),
    });
    batch.api.TerminateJob({ jobId: id, reason: "enough" });
    // sleep is the container's first process and has no handler: only SIGKILL, after 30 s, would end it.
    const job = await ends(`${id}:1`);
    expect(job).toMatchObject({ status: "FAILED", statusReason: "enough" });
    const [id0 = ""] = await leftOver(owner);
    const container = docker.getContainer(id0);
    expect((await container.inspect()).State.Running).toBe(true);
    await container.kill();
    expect(await ends(id)).toMatchObject({ status: "FAILED", statusReason: "enough", isTerminated: true });
    expect(show(`${id}:0`)).toMatchObject({ container: { exitCode: 137 }, isTerminated: true });
  });

  it("runs the nodes of a job side by side, which know where the main node is, and terminates them", async () => {
    const untilTold = "trap 'exit 7' TERM; while :; do sleep 0.05; done";
    const nodesOf = (targetNodes: string, script: string) => ({
      targetNodes,
      container: {
        image: amd64,
        command: ["sh", "-c", `${script}; ${untilTold}`],
        resourceRequirements: [
          { type: "VCPU" as const, value: "1" },
          { type: "MEMORY" as const, value: "64" },
        ],
      },
    });
    batch.api.RegisterJobDefinition({
      jobDefinitionName: "nodes",
      type: "multinode",
      nodeProperties: {
        numNodes: 2,
        mainNode: 0,
        nodeRangeProperties: [
          // Its own address is in the last line.
          nodesOf("0:0", "set -- $(tail -1 /etc/hosts); echo $1"),
          nodesOf("1:", "echo $AWS_BATCH_JOB_MAIN_NODE_PRIVATE_IPV4_ADDRESS $AWS_BATCH_JOB_NODE_INDEX"),
        ],
      },
    });
    const id = submit("", { jobDefinition: "nodes", parameters: {} });
    const [main, other] = await Promise.all([
      reaches(`${id}#0`, "RUNNING", "FAILED"),
      reaches(`${id}#1`, "RUNNING", "FAILED"),
    ]);
    const lineOf = ({ container }: JobDetail) =>
      lines.find(({ stream }) => stream === container?.logStreamName)?.message;
    await expect.poll(() => lineOf(main)).toMatch(/^\d+\.\d+\.\d+\.\d+$/);
    await expect.poll(() => lineOf(other)).toBe(`${lineOf(main)} 1`);
    batch.api.TerminateJob({ jobId: id, reason: "enough" });
    expect(await ends(id)).toMatchObject({ status: "FAILED", statusReason: "enough", isTerminated: true });
    expect([show(`${id}#0`), show(`${id}#1`)]).toMatchObject([
      { container: { exitCode: 7 } },
      { container: { exitCode: 7 } },
    ]);
  });

  it("runs the containers of a task after one another and together, on one network, with one volume", async () => {
    const container = (name: string, script: string, more: object = {}) => ({
      name,
      image: amd64,
      command: ["sh", "-c", script],
      mountPoints: [{ sourceVolume: "data", containerPath: "/data" }],
      resourceRequirements: [
        { type: "VCPU" as const, value: "1" },
        { type: "MEMORY" as const, value: "64" },
      ],
      ...more,
    });
    const waits = [
      { containerName: "init", condition: "SUCCESS" },
      { containerName: "side", condition: "START" },
    ];
    const namespace = "readlink /proc/self/ns/net";
    batch.api.RegisterJobDefinition({
      jobDefinitionName: "task",
      type: "container",
      ecsProperties: {
        taskProperties: [
          {
            volumes: [{ name: "data" }],
            containers: [
              container(
                "main",
                `cat /data/file; ${namespace}; until [ -e /data/side ]; do sleep 0.05; done; exit $((AWS_BATCH_JOB_ATTEMPT - 1))`,
                { dependsOn: waits },
              ),
              container("init", "echo from init > /data/file", { essential: false }),
              container(
                "side",
                `trap 'echo stopped; exit 9' TERM; ${namespace}; touch /data/side; while :; do sleep 0.05; done`,
                { essential: false },
              ),
            ],
          },
        ],
      },
    });
    const job = await ends(submit("", { jobDefinition: "task", parameters: {} }));
    expect(job.status).toBe("SUCCEEDED");
    const containers = job.ecsProperties?.taskProperties?.[0]?.containers ?? [];
    expect(containers.map(({ name, exitCode }) => [name, exitCode])).toEqual([
      ["main", 0],
      ["init", 0],
      ["side", 9],
    ]);
    const logOf = (name: string) => {
      const stream = containers.find((one) => one.name === name)?.logStreamName;
      return lines.filter((line) => line.stream === stream).map(({ message }) => message);
    };
    const [fromInit, mainNetwork] = logOf("main").slice(-2);
    const [sideNetwork, stopped] = logOf("side").slice(-2);
    expect([fromInit, stopped]).toEqual(["from init", "stopped"]);
    expect(mainNetwork).toMatch(/^net:/);
    expect(sideNetwork).toBe(mainNetwork);
    // Its sandbox and its volume go with it.
    const filters = { label: [`org.geos-chem-bench.instance=${owner}`] };
    await expect.poll(async () => (await docker.listVolumes({ filters })).Volumes ?? []).toEqual([]);
    await expect.poll(() => leftOver(owner)).toEqual([]);
  });
});
