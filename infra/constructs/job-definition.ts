import { BatchJobDefinition } from "@cdktf/provider-aws/lib/batch-job-definition/index.js";
import {
  environmentNamespace,
  metricsNamespace,
  metricsSwitch,
  namespaceVariable,
} from "../../contract/metric-names.ts";
import { planningCommand } from "../../contract/planning-order.ts";
import { defaultTimeoutHours } from "../config/defaults.ts";
import { BenchStack } from "../bench-stack.ts";
import { Construct } from "../cdk.ts";
import type { ServiceRole } from "../iam/service-role.ts";
import type { JobRoles } from "./job-roles.ts";
import type { LogGroup } from "./log-group.ts";

/** Tag of a job definition that names the parameters a submitter must give, separated by spaces. */
export const requiredParametersTag = "required-parameters";

export interface JobDefinitionProps {
  readonly name: string;
  /** URI of an image that has the architecture of the fleet. */
  readonly image: string;
  readonly vcpus: number;
  readonly memoryMiB: number;
  readonly roles: JobRoles;
  readonly logs: LogGroup;
  /** Where results go when the submitter does not say. */
  readonly outputPath: string;
  /**
   * What it does.
   * @default - one benchmark
   */
  readonly task?: keyof typeof tasks;
  /**
   * What the program inside may do.
   * @default - what a benchmark may
   */
  readonly jobRole?: ServiceRole;
  /**
   * @default {@link defaultTimeoutHours}
   */
  readonly timeoutHours?: number;
  /**
   * Host paths of the instance that the container gets, at the same path.
   * @default - none
   */
  readonly hostPaths?: readonly HostPath[];
  /**
   * Variables of the container.
   * @default - none
   */
  readonly environment?: Readonly<Record<string, string>>;
  /**
   * How many instances the job takes, each with such a container, joined by EFA.
   * @default - one, without
   */
  readonly nodes?: number | undefined;
}

export interface HostPath {
  readonly name: string;
  readonly path: string;
  readonly readOnly: boolean;
}

/** Reasons of a container, by how they begin: the one place for `*` that Batch knows is the end. */
const transientStarts = [
  "DockerTimeoutError*",
  "CannotPullContainerError: Error response from daemon: Get*",
  "CannotPullContainerError: context canceled*",
] as const;

/** Size of `/tmp`, where host paths apart alone can be written; it counts against the job's memory. */
const scratchMiB = 2048;

/** The one device that a container needs of an EFA (AWS Batch user guide, "Elastic Fabric Adapter"). */
const efaDevice = {
  hostPath: "/dev/infiniband/uverbs0",
  containerPath: "/dev/infiniband/uverbs0",
  permissions: ["READ", "WRITE", "MKNOD"],
};

const outputPathWords = ["--output-path", "Ref::outputPath"];

/** What jobs do: their command, and the parameters that the caller gives. */
const tasks = {
  benchmark: { command: ["--benchmark", "Ref::configJson", ...outputPathWords], required: ["configJson"] },
  "close-plan": { command: ["close", "--plan", "Ref::plan"], required: ["plan"] },
  "plan-suite": { command: [...planningCommand, ...outputPathWords], required: ["suite", "place", "time"] },
} as const satisfies Record<string, { command: readonly string[]; required: readonly string[] }>;

/**
 * One benchmark in one container, or in one on each of several nodes; or what plans a suite, or closes a plan. Where its
 * command has an output path, that has a default.
 */
export class JobDefinition extends Construct {
  readonly definition: BatchJobDefinition;

  constructor(scope: Construct, id: string, props: JobDefinitionProps) {
    super(scope, id);
    const {
      name,
      vcpus,
      memoryMiB,
      outputPath,
      timeoutHours = defaultTimeoutHours,
      hostPaths = [],
      environment = {},
      nodes,
      task = "benchmark",
    } = props;
    const { command, required } = tasks[task];
    const namespace = environmentNamespace(metricsNamespace, BenchStack.of(this).prefix);
    const container = {
      image: props.image,
      command,
      resourceRequirements: [
        { type: "VCPU", value: String(vcpus) },
        { type: "MEMORY", value: String(memoryMiB) },
      ],
      environment: [
        metricsSwitch,
        ...(namespace === metricsNamespace ? [] : [{ name: namespaceVariable, value: namespace }]),
        ...Object.entries(environment).map(([variable, value]) => ({ name: variable, value })),
      ],
      jobRoleArn: (props.jobRole ?? (task === "benchmark" ? props.roles.job : props.roles.closing)).arn,
      executionRoleArn: props.roles.execution.arn,
      user: "1000:1000",
      privileged: false,
      readonlyRootFilesystem: true,
      linuxParameters: {
        tmpfs: [{ containerPath: "/tmp", size: scratchMiB, mountOptions: ["rw", "nosuid", "nodev"] }],
        ...(nodes !== undefined && { devices: [efaDevice], sharedMemorySize: scratchMiB }),
      },
      ...(hostPaths.length > 0 && {
        volumes: hostPaths.map((host) => ({ name: host.name, host: { sourcePath: host.path } })),
        mountPoints: hostPaths.map((host) => ({
          sourceVolume: host.name,
          containerPath: host.path,
          readOnly: host.readOnly,
        })),
      }),
      // GEOS-Chem keeps whole fields on the stack; the default 8 MiB ends in a segmentation fault (GEOS-Chem docs).
      ulimits: [
        { name: "stack", softLimit: -1, hardLimit: -1 },
        // EFA registers memory that must not be swapped.
        ...(nodes === undefined ? [] : [{ name: "memlock", softLimit: -1, hardLimit: -1 }]),
      ],
      logConfiguration: {
        logDriver: "awslogs",
        options: {
          "awslogs-group": props.logs.name,
          "awslogs-region": BenchStack.of(this).region,
          // The default of ECS since 2025-06-25 is non-blocking, with a buffer that drops lines (ECS developer guide, "Use
          // the awslogs log driver"): among them, where storing failed, the line from which the result is recovered.
          mode: "blocking",
        },
      },
    };
    this.definition = new BatchJobDefinition(this, "Default", {
      name,
      type: nodes === undefined ? "container" : "multinode",
      platformCapabilities: ["EC2"],
      // A result names the revision that made it, and whoever doubts the result can submit to that revision again.
      deregisterOnNewRevision: false,
      propagateTags: true,
      ...(task !== "close-plan" && { parameters: { outputPath } }),
      tags: { [requiredParametersTag]: required.join(" ") },
      retryStrategy: {
        attempts: 3,
        evaluateOnExit: [
          // The reason that Batch gives for a lost host: "Host EC2 (instance i-…) terminated." Anything else is the
          // benchmark's own failure, which a retry would only hide. Without the last rule Batch retries what no rule
          // matches.
          { action: "RETRY", onStatusReason: "Host EC2*" },
          // Nor is it the benchmark's when its container never started: Docker that took too long to create it, as a cold
          // volume makes it, and a registry that did not answer. An image that is not there has another text.
          ...transientStarts.map((onReason) => ({ action: "RETRY", onReason })),
          { action: "EXIT", onReason: "*" },
        ],
      },
      timeout: { attemptDurationSeconds: Math.round(timeoutHours * 3600) },
      ...(nodes === undefined
        ? { containerProperties: JSON.stringify(container) }
        : {
            nodeProperties: JSON.stringify({
              numNodes: nodes,
              mainNode: 0,
              nodeRangeProperties: [{ targetNodes: "0:", container }],
            }),
          }),
    });
  }
}
