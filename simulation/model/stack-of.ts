import type { Scenario, ScenarioEnvironment } from "../../contract/scenario.ts";
import { arnMaker } from "../../emulator/batch/arns.ts";
import type { StackComputeEnvironment, StackJobQueue, StackModel } from "../../emulator/ports/stack-model.ts";
import type { JobKind } from "../workload/workload.ts";

/** The account of the simulated Batch: nobody's. */
const accountId = "000000000000";

/** Name of the scheduling policy of a queue with shares. */
export const policyName = (queue: string): string => `${queue}-shares`;

/** A scenario's environments, queues and jobs as a stack, which the local Batch takes. */
export function stackOf(
  { environments, queues }: Pick<Scenario, "environments" | "queues">,
  kinds: readonly JobKind[],
  region: string,
): StackModel {
  const arns = arnMaker({ region, accountId });
  return {
    region,
    accountId,
    computeEnvironments: Object.entries(environments).map(([name, of]): StackComputeEnvironment => ({
      computeEnvironmentName: name,
      computeEnvironmentArn: arns.computeEnvironment(name),
      state: "ENABLED",
      status: "VALID",
      computeResources: {
        type: of.purchase === "spot" ? "SPOT" : "EC2",
        allocationStrategy: strategyOf(of),
        minvCpus: of.min_vcpus,
        maxvCpus: of.max_vcpus,
        instanceTypes: of.instance_types,
      },
    })),
    jobQueues: Object.entries(queues).map(([name, of]): StackJobQueue => ({
      jobQueueName: name,
      jobQueueArn: arns.jobQueue(name),
      state: "ENABLED",
      status: "VALID",
      priority: of.priority,
      computeEnvironmentOrder: of.environments.map((environment, index) => ({
        order: index + 1,
        computeEnvironment: arns.computeEnvironment(environment),
      })),
      ...(of.shares && { schedulingPolicyArn: arns.schedulingPolicy(policyName(name)) }),
    })),
    jobDefinitions: kinds.map((kind) => ({
      jobDefinitionName: kind.name,
      type: "container",
      containerProperties: {
        image: "simulated",
        // Not to CloudWatch Logs: it writes nothing.
        logConfiguration: { logDriver: "json-file" },
        resourceRequirements: [
          { type: "VCPU", value: String(kind.vcpus) },
          { type: "MEMORY", value: String(kind.memoryMiB) },
        ],
      },
      retryStrategy: { attempts: kind.attempts },
      ...(kind.timeoutSeconds !== undefined && { timeout: { attemptDurationSeconds: kind.timeoutSeconds } }),
    })),
    buckets: [],
    logGroups: [],
  };
}

const strategyOf = ({ allocation_strategy: given, purchase }: ScenarioEnvironment) =>
  given ?? (purchase === "spot" ? "SPOT_PRICE_CAPACITY_OPTIMIZED" : "BEST_FIT_PROGRESSIVE");
