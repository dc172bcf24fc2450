import { GeosBenchError } from "../../contract/errors.ts";
import type { StackModel } from "../ports/stack-model.ts";
import type { BatchContext } from "./batch-context.ts";
import { stackEnvironment } from "./compute-environment/stack-environment.ts";
import { registerJobDefinition } from "./job-definition/register-job-definition.ts";
import { stackQueue } from "./job-queue/stack-queue.ts";

/** Makes the stack's resources exist, as if Terraform had just created them. */
export function registerStack(
  context: Pick<BatchContext, "environments" | "queues" | "definitions" | "tags" | "arns">,
  stack: StackModel,
): void {
  const { environments, queues, tags, arns } = context;
  for (const given of stack.computeEnvironments) {
    const environment = stackEnvironment(given, arns);
    environments.add(environment);
    tags.register(environment.arn, given.tags);
  }
  for (const given of stack.jobQueues) {
    const queue = stackQueue(given, environments);
    queues.add(queue);
    tags.register(queue.arn, given.tags);
  }
  const register = registerJobDefinition(context);
  for (const definition of stack.jobDefinitions) {
    try {
      register(definition);
    } catch (cause) {
      throw new GeosBenchError(
        `AWS Batch would refuse job definition "${definition.jobDefinitionName}": ${(cause as Error).message}`,
        { code: "job-definition-refused", cause },
      );
    }
  }
}
