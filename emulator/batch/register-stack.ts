import { isDeepStrictEqual } from "node:util";
import { GeosBenchError } from "../../contract/errors.ts";
import type { OperationInput } from "../model/operation-types.ts";
import type { StackModel } from "../ports/stack-model.ts";
import type { BatchContext } from "./batch-context.ts";
import { stackEnvironment } from "./compute-environment/stack-environment.ts";
import type { DefinitionStore } from "./job-definition/definition-store.ts";
import { registerJobDefinition } from "./job-definition/register-job-definition.ts";
import { stackQueue } from "./job-queue/stack-queue.ts";
import type { ResourceStore } from "./resource/resource-store.ts";

/**
 * Makes the stack's resources exist, as if Terraform had just applied it: what is there from before is brought to what
 * the stack says, and what it no longer has stays, as a resource of somebody else would.
 */
export function registerStack(
  context: Pick<BatchContext, "environments" | "queues" | "definitions" | "tags" | "arns">,
  stack: StackModel,
): void {
  const { environments, queues, tags, arns } = context;
  for (const given of stack.computeEnvironments) {
    const environment = stackEnvironment(given, arns);
    put(environments, environment);
    tags.register(environment.arn, given.tags);
  }
  for (const given of stack.jobQueues) {
    const queue = stackQueue(given, environments);
    put(queues, queue);
    tags.register(queue.arn, given.tags);
  }
  const register = registerJobDefinition(context);
  for (const definition of stack.jobDefinitions) {
    try {
      if (!isLatest(context.definitions, definition)) register(definition);
    } catch (cause) {
      throw new GeosBenchError(
        `AWS Batch would refuse job definition "${definition.jobDefinitionName}": ${(cause as Error).message}`,
        { code: "job-definition-refused", cause },
      );
    }
  }
}

function put<Item extends { readonly name: string; readonly arn: string }>(
  store: ResourceStore<Item>,
  item: Item,
): void {
  const before = store.find(item.arn);
  if (before) store.update(before, item);
  else store.add(item);
}

/** As a record keeps it: what the stack leaves open is then absent. */
function isLatest(definitions: DefinitionStore, given: OperationInput<"RegisterJobDefinition">): boolean {
  const latest = definitions.latest(given.jobDefinitionName);
  return latest !== undefined && isDeepStrictEqual(asKept(latest.request), asKept(given));
}

const asKept = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
