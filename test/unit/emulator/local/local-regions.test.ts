import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { BatchClient, DescribeJobQueuesCommand, SubmitJobCommand } from "@aws-sdk/client-batch";
import { CloudWatchLogsClient, DescribeLogGroupsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import type { BatchEvent, ServiceJobEvent } from "../../../../emulator/batch/batch-events.ts";
import { createHostSlots } from "../../../../emulator/batch/scheduler/pass/host-slots.ts";
import { createSimulatedExecutor } from "../../../../emulator/executor/simulated-executor.ts";
import { createVirtualClock } from "../../../../emulator/executor/virtual-clock.ts";
import { deployedIn, isDeployedTo } from "../../../../emulator/local/deployed-in.ts";
import { createLocalRegions, emptyStack } from "../../../../emulator/local/local-regions.ts";
import type { AttemptRequest } from "../../../../emulator/ports/executor.ts";
import { openStateFile, type StateFile } from "../../../../emulator/state/state-file.ts";
import { temporaryDirectory } from "../../../support/temporary-directory.ts";
import { defaultStack, definition } from "../batch/local-batch.ts";
import { computeResources } from "../batch/resource-calls.ts";
import { frontOn } from "../http/front-on.ts";

function localRegions(
  slots = 10,
  state?: Pick<StateFile, "of" | "regions" | "clear">,
  onEvent?: (event: BatchEvent | ServiceJobEvent) => void,
) {
  const clock = createVirtualClock();
  const started: AttemptRequest[] = [];
  const executor = createSimulatedExecutor(clock, (request) => {
    started.push(request);
    return { durationMs: 1000 };
  });
  const stack = { ...defaultStack, logGroups: ["/home"] };
  const host = createHostSlots({ vcpus: Infinity, slots });
  const regions = createLocalRegions(() => stack, {
    clock,
    executor,
    host,
    spool: temporaryDirectory("regions"),
    ...(state && { state }),
    ...(onEvent && { onEvent }),
  });
  return { clock, started, regions };
}

describe("what is told of jobs", () => {
  test("is kept first: an event in its order, and why a job waits", async () => {
    const state = openStateFile(path.join(temporaryDirectory("state"), "state.sqlite"));
    const kept = Promise.withResolvers<undefined>();
    const slow: Pick<StateFile, "of" | "regions" | "clear"> = {
      regions: () => state.regions(),
      clear: (region) => state.clear(region),
      of: (region) => ({
        ...state.of(region),
        committed: async () => {
          await kept.promise;
        },
      }),
    };
    const told: string[] = [];
    const { regions, clock } = localRegions(10, slow, ({ detail }) => told.push(detail.status ?? ""));
    const submitting = regions
      .at(undefined)
      .api.SubmitJob?.({ jobName: "j", jobQueue: "queue", jobDefinition: "job" });
    const jobs = () => [...regions.all()].flatMap(({ batch }) => batch.view(1).jobs);
    await vi.waitFor(async () => {
      await clock.runOut();
      expect(jobs()).toMatchObject([{ status: "SUCCEEDED" }]);
    });
    const [job] = jobs();
    let why: unknown;
    const explaining = regions.explain(job?.id ?? "").then((explained) => (why = explained));
    await clock.advance(1);
    expect([told, why]).toEqual([[], undefined]);
    kept.resolve(undefined);
    await Promise.all([submitting, explaining]);
    expect(told).toEqual(["RUNNABLE", "STARTING", "RUNNING", "SUCCEEDED"]);
    expect(why).toMatchObject({ status: "SUCCEEDED" });
    await regions.close();
    state.close();
  });
});

describe("a client signed for another region", () => {
  test("sees nothing of the stack: no queue, no log group (as on AWS)", async () => {
    const { regions } = localRegions();
    const front = await frontOn({ regions: regions.at });
    onTestFinished(front.close);
    const credentials = { accessKeyId: "a", secretAccessKey: "b" };
    const seen = async (region: string) => {
      const options = { endpoint: front.urls[0] ?? "", region, credentials };
      const [batch, logs] = [new BatchClient(options), new CloudWatchLogsClient(options)];
      const { jobQueues } = await batch.send(new DescribeJobQueuesCommand({}));
      const { logGroups } = await logs.send(new DescribeLogGroupsCommand({}));
      const submitted = await batch
        .send(new SubmitJobCommand({ jobName: "j", jobQueue: "queue", jobDefinition: "job" }))
        .then(({ jobArn = "" }) => jobArn.split(":")[3])
        .catch((error: Error) => error.message);
      batch.destroy();
      logs.destroy();
      return { queues: jobQueues?.length, groups: logGroups?.length, submitted };
    };
    expect(await seen("us-east-1")).toEqual({ queues: 1, groups: 1, submitted: "us-east-1" });
    expect(await seen("eu-west-1")).toEqual({ queues: 0, groups: 0, submitted: "JobQueue queue not found." });
  });

  test("of a name that is none is refused", () => {
    const { regions } = localRegions();
    for (const region of ["..", "US-EAST-1", "a_b"]) {
      expect(() => regions.at(region)).toThrow("Credential should be scoped to a valid region.");
    }
  });

  test("makes resources of its own there, whose jobs run there and share the machine", async () => {
    const { regions, clock, started } = localRegions(1);
    const [home, away] = [regions.at(undefined).api, regions.at("eu-west-1").api];
    await away.CreateComputeEnvironment?.({
      computeEnvironmentName: "ce",
      type: "MANAGED",
      computeResources: computeResources(),
    });
    await clock.advance(250);
    const order = [{ order: 1, computeEnvironment: "ce" }];
    await away.CreateJobQueue?.({ jobQueueName: "queue", priority: 1, computeEnvironmentOrder: order });
    await away.RegisterJobDefinition?.(definition("job"));
    await clock.advance(250);
    const submit = { jobName: "j", jobQueue: "queue", jobDefinition: "job" };
    await home.SubmitJob?.(submit);
    await clock.advance(10);
    await away.SubmitJob?.(submit);
    await clock.advance(10);
    expect(started.map(({ region }) => region)).toEqual(["us-east-1"]);
    await clock.runOut();
    expect(
      started.map(({ region }) => region),
      "room that one leaves is the other's",
    ).toEqual(["us-east-1", "eu-west-1"]);
    expect(regions.at("us-east-1").api).toBe(home);
    await regions.close();
  });
});

describe("a reset", () => {
  test("registers nothing where Terraform has deployed the stacks meanwhile", async () => {
    const folder = temporaryDirectory("state-folder");
    const home = { ...defaultStack, logGroups: ["/home"] };
    const clock = createVirtualClock();
    const regions = createLocalRegions(
      () => (isDeployedTo(folder) ? emptyStack(home.region, home.accountId) : home),
      {
        clock,
        executor: createSimulatedExecutor(clock, () => ({ durationMs: 1 })),
        spool: temporaryDirectory("regions"),
      },
    );
    const queues = async () => (await regions.at(undefined).api.DescribeJobQueues?.({}))?.jobQueues?.length;
    expect(await queues()).toBe(1);
    const stack = path.join(deployedIn(folder), "default", "stacks", "geos-chem-batch");
    mkdirSync(stack, { recursive: true });
    expect(isDeployedTo(folder), "planned only").toBe(false);
    writeFileSync(path.join(stack, "terraform.tfstate"), "{}");
    const reset = regions.reset();
    await clock.advance(10);
    await reset;
    expect(await queues()).toBe(0);
    await regions.close();
  });

  test("ends the jobs and forgets everything but the stack; the next environment finds nothing either", async () => {
    const file = path.join(temporaryDirectory("state"), "state.sqlite");
    const state = openStateFile(file);
    const { regions, clock } = localRegions(10, state);
    const counts = async () => {
      const { api, logs } = regions.at(undefined);
      const [{ jobQueues } = {}, { computeEnvironments } = {}, { jobDefinitions } = {}] = await Promise.all([
        api.DescribeJobQueues?.({}),
        api.DescribeComputeEnvironments?.({}),
        api.DescribeJobDefinitions?.({}),
      ]);
      const lists = [jobQueues, computeEnvironments, jobDefinitions, logs.groups];
      return lists.map((list) => list?.length);
    };
    const fresh = await counts();
    const { api, logs } = regions.at(undefined);
    await api.RegisterJobDefinition?.(definition("own"));
    const create = {
      computeEnvironmentName: "own",
      type: "MANAGED",
      computeResources: computeResources(),
    } as const;
    await api.CreateComputeEnvironment?.(create);
    await regions.at("eu-west-1").api.CreateComputeEnvironment?.(create);
    logs.createGroup("/own");
    const { jobId = "" } =
      (await api.SubmitJob?.({ jobName: "j", jobQueue: "queue", jobDefinition: "own" })) ?? {};
    await clock.advance(10);
    expect(regions.isUnderWay(jobId, 1)).toBe(true);
    expect(await counts()).not.toEqual(fresh);
    const reset = regions.reset();
    await clock.advance(10);
    await reset;
    expect(await counts()).toEqual(fresh);
    expect(regions.isUnderWay(jobId, 1)).toBe(false);
    expect(await regions.at(undefined).api.DescribeJobs?.({ jobs: [jobId] })).toEqual({ jobs: [] });
    expect(regions.all().map(({ region }) => region)).toEqual(["us-east-1"]);
    // What was to happen to the environments before happens to nobody.
    await clock.advance(1000);
    await api.DescribeJobs?.({ jobs: [jobId] });
    expect(state.regions()).toEqual(["us-east-1"]);
    await regions.close();
    state.close();
    const next = openStateFile(file);
    const kept = (kind: string) => Array.from(next.of("us-east-1").records(kind).all(), ({ key }) => key);
    expect(kept("job")).toEqual([]);
    expect(kept("compute-environment")).toHaveLength(1);
    next.close();
  });
});
