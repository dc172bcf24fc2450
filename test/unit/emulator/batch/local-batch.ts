import type { ComputeResource, JobDetail, JobStatus } from "@aws-sdk/client-batch";
import { createBatch, type BatchOptions } from "../../../../emulator/batch/create-batch.ts";
import { createHostSlots, type HostCapacity } from "../../../../emulator/batch/scheduler/pass/host-slots.ts";
import type { LocalOperation } from "../../../../emulator/batch/operations.ts";
import {
  createSimulatedExecutor,
  type SimulatedRun,
} from "../../../../emulator/executor/simulated-executor.ts";
import type { Validated } from "../../../../emulator/model/validated.ts";
import type { OperationInput } from "../../../../emulator/model/operation-types.ts";
import { createVirtualClock } from "../../../../emulator/executor/virtual-clock.ts";
import type { AttemptRequest } from "../../../../emulator/ports/executor.ts";
import type { State } from "../../../../emulator/ports/state.ts";
import type {
  StackComputeEnvironment,
  StackJobQueue,
  StackModel,
} from "../../../../emulator/ports/stack-model.ts";

const arn = (rest: string) => `arn:aws:batch:us-east-1:123456789012:${rest}`;

export const environment = (
  name: string,
  resources: Partial<Validated<ComputeResource>> = {},
  more: Partial<StackComputeEnvironment> = {},
): StackComputeEnvironment => ({
  computeEnvironmentName: name,
  computeEnvironmentArn: arn(`compute-environment/${name}`),
  state: "ENABLED" as const,
  status: "VALID" as const,
  computeResources: {
    type: "EC2" as const,
    maxvCpus: 64,
    instanceTypes: ["c7g.4xlarge"],
    allocationStrategy: "BEST_FIT_PROGRESSIVE" as const,
    ...resources,
  },
  ...more,
});

export const queue = (
  name: string,
  environments: readonly string[],
  more: Partial<StackJobQueue> = {},
): StackJobQueue => ({
  jobQueueName: name,
  jobQueueArn: arn(`job-queue/${name}`),
  state: "ENABLED",
  status: "VALID",
  priority: 1,
  computeEnvironmentOrder: environments.map((one, index) => ({
    order: index + 1,
    computeEnvironment: arn(`compute-environment/${one}`),
  })),
  ...more,
});

export const resources = (vcpus: number, memoryMiB: number) => [
  { type: "VCPU" as const, value: String(vcpus) },
  { type: "MEMORY" as const, value: String(memoryMiB) },
];

export const definition = (
  name: string,
  more: Partial<OperationInput<"RegisterJobDefinition">> = {},
): OperationInput<"RegisterJobDefinition"> => ({
  jobDefinitionName: name,
  type: "container",
  containerProperties: { image: "image", command: ["run"], resourceRequirements: resources(1, 1024) },
  ...more,
});

export const defaultStack: StackModel = {
  region: "us-east-1",
  accountId: "123456789012",
  computeEnvironments: [environment("ce")],
  jobQueues: [queue("queue", ["ce"])],
  jobDefinitions: [definition("job")],
  buckets: [],
  logGroups: [],
};

export interface LocalBatchOptions {
  readonly stack?: Partial<StackModel>;
  /** Default: every attempt runs for a second and succeeds. */
  readonly plan?: (request: AttemptRequest) => SimulatedRun;
  readonly host?: HostCapacity;
  readonly unmanaged?: BatchOptions["unmanaged"];
  readonly transitionMs?: number;
  /** What there is from before; default: nothing, and nothing is kept. */
  readonly state?: State;
  readonly life?: BatchOptions["life"];
  readonly pace?: BatchOptions["pace"];
  /** Milliseconds since the epoch at the start. */
  readonly now?: number;
}

/** Batch on a virtual clock with simulated containers. */
export function localBatch({
  stack = {},
  plan = () => ({ durationMs: 1000 }),
  host,
  unmanaged,
  transitionMs,
  state,
  life,
  pace,
  now = 1_000_000,
}: LocalBatchOptions = {}) {
  const clock = createVirtualClock(now);
  const requests: AttemptRequest[] = [];
  const logGroups = new Set(stack.logGroups);
  const logStreams: { group: string; stream: string }[] = [];
  const logLines: { group: string; stream: string; message: string }[] = [];
  const executor = createSimulatedExecutor(clock, (request) => {
    requests.push(request);
    return plan(request);
  });
  const batch = createBatch({
    stack: { ...defaultStack, ...stack },
    executor,
    logs: {
      openGroup: (group, create) => create || logGroups.has(group),
      createStream: (group, stream) => logStreams.push({ group, stream }),
      write: (group, stream, { message }) => logLines.push({ group, stream, message }),
      lastLines: () => ({}),
    },
    clock,
    ...(state === undefined ? {} : { state }),
    ...(life === undefined ? {} : { life }),
    ...(pace === undefined ? {} : { pace }),
    ...(host === undefined ? {} : { host: createHostSlots(host) }),
    ...(unmanaged === undefined ? {} : { unmanaged }),
    transitionMs,
  });
  const call = <Name extends LocalOperation>(name: Name, input: OperationInput<Name>) =>
    batch.api[name](input);

  const api = {
    submit: (input: Partial<OperationInput<"SubmitJob">> = {}): string => {
      const given = { jobName: "job", jobQueue: "queue", jobDefinition: "job", ...input };
      return call("SubmitJob", given).jobId ?? "";
    },
    describe: (jobId: string): JobDetail => {
      const [found] = call("DescribeJobs", { jobs: [jobId] }).jobs ?? [];
      if (!found) throw new Error(`no job ${jobId}`);
      return found;
    },
    list: (input: OperationInput<"ListJobs">) => call("ListJobs", input),
    register: (input: OperationInput<"RegisterJobDefinition">) => call("RegisterJobDefinition", input),
    definitions: (input: OperationInput<"DescribeJobDefinitions">) => call("DescribeJobDefinitions", input),
    children: (arrayJobId: string, jobStatus?: JobStatus) =>
      call("ListJobs", { arrayJobId, jobStatus }).jobSummaryList ?? [],
    environments: () => call("DescribeComputeEnvironments", {}),
    cancel: (jobId: string, reason = "cancelled by test") => call("CancelJob", { jobId, reason }),
    terminate: (jobId: string, reason = "terminated by test") => call("TerminateJob", { jobId, reason }),
    call,
  };
  const statuses = new Map<string, string[]>();
  batch.events.on("jobStateChange", ({ detail }) => {
    statuses.set(detail.jobId ?? "", [...(statuses.get(detail.jobId ?? "") ?? []), detail.status ?? ""]);
  });
  return { ...api, batch, clock, requests, logStreams, logLines, statuses };
}
