import * as fc from "fast-check";
import { expect, it } from "vitest";
import { isThorough } from "../../../../support/thorough.ts";
import { resources } from "../local-batch.ts";
import { emptyBatch } from "../resource-calls.ts";

const maxVcpus = 32;
const licences = 3;

const workload = fc.array(
  fc.record({
    queue: fc.constantFrom("fifo", "fair"),
    share: fc.constantFrom("A", "B", "C"),
    priority: fc.nat(2),
    vcpus: fc.integer({ min: 1, max: 16 }),
    /** Earlier jobs on which it depends, as distances. */
    dependsOn: fc.uniqueArray(fc.integer({ min: 1, max: 6 }), { maxLength: 2 }),
    size: fc.option(fc.integer({ min: 2, max: 5 }), { nil: undefined, freq: 4 }),
    /** A gang: one instance for each node. */
    numNodes: fc.option(fc.constant(2), { nil: undefined, freq: 4 }),
    /** A container and its sidecar. */
    isTask: fc.boolean(),
    licences: fc.option(fc.integer({ min: 1, max: licences }), { nil: undefined, freq: 2 }),
    attempts: fc.integer({ min: 1, max: 3 }),
    exitCode: fc.constantFrom(0, 0, 0, 1),
    durationMs: fc.integer({ min: 0, max: 90_000 }),
    delayMs: fc.integer({ min: 0, max: 30_000 }),
    afterwards: fc.constantFrom(
      "nothing",
      "nothing",
      "nothing",
      "nothing",
      "cancel",
      "terminate",
      "interrupt",
    ),
  }),
  { minLength: 1, maxLength: 25 },
);

interface Asked {
  readonly size?: number | undefined;
  readonly numNodes?: number | undefined;
  readonly isTask: boolean;
  readonly vcpus: number;
}

/** One container, one with a sidecar of one vCPU, an array of either, or two nodes. */
function what({ size, numNodes, isTask, vcpus }: Asked) {
  const containerOverrides = { resourceRequirements: resources(vcpus, 512) };
  if (numNodes !== undefined) {
    const nodePropertyOverrides = [{ targetNodes: "0:", containerOverrides }];
    return { jobDefinition: "nodes", nodeOverrides: { numNodes, nodePropertyOverrides } };
  }
  const array = size !== undefined && { arrayProperties: { size } };
  if (!isTask) return { ...array, containerOverrides };
  const containers = [{ name: "main", resourceRequirements: resources(Math.max(1, vcpus - 1), 256) }];
  return { ...array, jobDefinition: "task", ecsPropertiesOverride: { taskProperties: [{ containers }] } };
}

/** What each part of it asks for. */
const vcpusOf = ({ numNodes, isTask, vcpus }: Asked): number =>
  isTask && numNodes === undefined ? Math.max(2, vcpus) : vcpus;

/** An environment of two instances, a queue of each kind on it. */
async function startBatch(plan: (name: string) => { exitCode: number; durationMs: number }) {
  const statusReason = "Essential container in task exited";
  const made = emptyBatch({
    plan: ({ jobName, inTask }) => {
      const { exitCode, durationMs } = plan(jobName);
      // Longer than the main one: it ends with that.
      if (inTask?.name === "side") return { durationMs: 100_000 };
      return { durationMs, outcome: { exitCode, statusReason } };
    },
  });
  const { call, createEnvironment, createQueue, settle } = made;
  const container = { image: "image", resourceRequirements: resources(1, 512) };
  made.register({
    jobDefinitionName: "nodes",
    type: "multinode",
    nodeProperties: {
      numNodes: 2,
      mainNode: 0,
      nodeRangeProperties: [{ targetNodes: "0:", container }],
    },
  });
  made.register({
    jobDefinitionName: "task",
    type: "container",
    ecsProperties: {
      taskProperties: [
        {
          containers: [
            { ...container, name: "main", dependsOn: [{ containerName: "side", condition: "START" }] },
            { image: "image", name: "side", essential: false, resourceRequirements: resources(1, 256) },
          ],
        },
      ],
    },
  });
  createEnvironment("ce", { maxvCpus: maxVcpus });
  const { arn: schedulingPolicyArn } = call("CreateSchedulingPolicy", {
    name: "policy",
    fairsharePolicy: { shareDistribution: [{ shareIdentifier: "A", weightFactor: 0.5 }] },
  });
  call("CreateConsumableResource", { consumableResourceName: "licence", totalQuantity: licences });
  await settle();
  createQueue("fifo", ["ce"]);
  createQueue("fair", ["ce"], { schedulingPolicyArn });
  await settle();
  let types = ["c7g.4xlarge", "m7g.4xlarge"];
  return {
    ...made,
    /** Takes the instances away under their jobs. */
    interrupt() {
      types = types.toReversed();
      if (made.environment("ce")?.status !== "VALID") return;
      call("UpdateComputeEnvironment", {
        computeEnvironment: "ce",
        updatePolicy: { terminateJobsOnUpdate: true, jobExecutionTimeoutMinutes: 30 },
        computeResources: { instanceTypes: types.slice(0, 1) },
      });
    },
  };
}

it("loses no job, exceeds nothing, keeps the order, and ends everything, whatever comes", async () => {
  await fc.assert(
    fc.asyncProperty(workload, async (jobs) => {
      const batch = await startBatch((name) => jobs[Number(name)] ?? { exitCode: 0, durationMs: 0 });
      const { call, submit, describe: show, clock, children } = batch;
      const ids: string[] = [];
      const inUse = () => call("DescribeConsumableResource", { consumableResource: "licence" });

      batch.batch.events.on("jobStateChange", ({ detail: { jobId = "", status } }) => {
        const of = (id: string) => jobs[ids.indexOf(id.split(/[:#]/, 1)[0] ?? "")];
        const leaves = ids.flatMap((id) =>
          show(id).nodeProperties
            ? [`${id}#0`, `${id}#1`]
            : show(id).arrayProperties?.size === undefined
              ? [id]
              : children(id, "STARTING")
                  .concat(children(id, "RUNNING"))
                  .flatMap((one) => one.jobId ?? []),
        );
        const placed = leaves.filter((id) => ["STARTING", "RUNNING"].includes(show(id).status ?? ""));
        const vcpusIn = (some: readonly string[]) =>
          some.flatMap((id) => of(id) ?? []).reduce((sum, job) => sum + vcpusOf(job), 0);
        const vcpus = vcpusIn(placed);
        // One instance more at most, and during an update those that are about to go.
        expect(vcpus).toBeLessThanOrEqual(2 * (maxVcpus + 16));
        expect(inUse().inUseQuantity).toBeLessThanOrEqual(licences);
        const byInstance = Map.groupBy(placed, (id) => {
          const { container, ecsProperties } = show(id);
          return (container ?? ecsProperties?.taskProperties?.[0])?.containerInstanceArn;
        });
        for (const here of byInstance.values()) {
          expect(vcpusIn(here)).toBeLessThanOrEqual(16);
          // A node has its instance for itself.
          if (here.some((id) => id.includes("#"))) expect(here).toHaveLength(1);
        }
        if (status !== "STARTING") return;
        const started = of(jobId);
        const at = ids.indexOf(jobId);
        // Whoever was submitted before to the same line does not wait any more.
        const passed = ids.slice(0, Math.max(0, at)).filter((id) => {
          const other = of(id);
          const isSameLine =
            other?.queue === started?.queue &&
            (other?.queue === "fifo" ||
              (other?.share === started?.share && (other?.priority ?? 0) >= (started?.priority ?? 0)));
          return isSameLine && show(id).status === "RUNNABLE";
        });
        expect(passed).toEqual([]);
      });

      for (const [index, job] of jobs.entries()) {
        const dependsOn = job.dependsOn.flatMap((distance) => ids[index - distance] ?? []);
        const isFair = job.queue === "fair";
        const id = submit({
          jobName: String(index),
          jobQueue: job.queue,
          ...(isFair && { shareIdentifier: job.share, schedulingPriorityOverride: job.priority }),
          dependsOn: dependsOn.map((jobId) => ({ jobId })),
          ...what(job),
          retryStrategy: { attempts: job.attempts },
          ...(job.licences !== undefined && {
            consumableResourcePropertiesOverride: {
              consumableResourceList: [{ consumableResource: "licence", quantity: job.licences }],
            },
          }),
        });
        ids.push(id);
        await clock.advance(job.delayMs);
        if (job.afterwards === "cancel") batch.cancel(id);
        if (job.afterwards === "terminate") batch.terminate(id);
        if (job.afterwards === "interrupt") batch.interrupt();
      }
      await clock.runOut();

      expect(new Set(ids).size).toBe(jobs.length);
      for (const [index, id] of ids.entries()) {
        const { status, attempts = [], stoppedAt, arrayProperties } = show(id);
        expect([index, status]).toEqual([index, expect.stringMatching(/^(SUCCEEDED|FAILED)$/)]);
        expect(stoppedAt).toBeDefined();
        expect(attempts.length).toBeLessThanOrEqual(jobs[index]?.attempts ?? 0);
        for (const child of arrayProperties?.size === undefined ? [] : children(id, "RUNNABLE"))
          expect(child).toBeUndefined();
      }
      expect(inUse()).toMatchObject({ inUseQuantity: 0, totalQuantity: licences });
      const { queueUtilization, frontOfQueue } = call("GetJobQueueSnapshot", { jobQueue: "fair" });
      expect(frontOfQueue?.jobs).toEqual([]);
      expect(queueUtilization?.totalCapacityUsage).toEqual([{ capacityUnit: "VCPU", quantity: 0 }]);
    }),
    { numRuns: isThorough ? 300 : 30 },
  );
});
