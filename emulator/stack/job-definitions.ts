import { z } from "zod";
import { GeosBenchError } from "../../contract/errors.ts";
import type { OperationInput } from "../model/operation-types.ts";
import { operations } from "../model/operations.ts";
import { readShape } from "../model/read-shape.ts";
import { block, blocks, integer, present, text, texts } from "./blocks.ts";
import { allTags } from "./default-tags.ts";
import type { Resolver } from "./resolver.ts";
import { resourcesOf } from "./resources.ts";
import type { Stack } from "../../contract/terraform/terraform-json.ts";

const jsonText = text.transform((given, context): unknown => {
  try {
    return JSON.parse(given);
  } catch (error) {
    context.addIssue({ code: "custom", message: `is not JSON: ${(error as Error).message}` });
    return z.NEVER;
  }
});

const schema = z.object({
  name: text,
  type: text,
  parameters: texts.optional(),
  platform_capabilities: z.array(text).optional(),
  propagate_tags: z.boolean().optional(),
  scheduling_priority: integer.optional(),
  container_properties: jsonText.optional(),
  node_properties: jsonText.optional(),
  ecs_properties: jsonText.optional(),
  retry_strategy: block(
    z.object({
      attempts: integer.optional(),
      evaluate_on_exit: blocks(
        z.object({
          action: text,
          on_exit_code: text.optional(),
          on_reason: text.optional(),
          on_status_reason: text.optional(),
        }),
      ).optional(),
    }),
  ).optional(),
  timeout: block(z.object({ attempt_duration_seconds: integer.optional() })).optional(),
  tags: texts.optional(),
});

type RegisterJobDefinition = OperationInput<"RegisterJobDefinition">;

/**
 * `aws_batch_job_definition` as the RegisterJobDefinition request that Terraform would send; checked against the
 * service model as one that comes over HTTP is.
 */
export function jobDefinitions(stacks: readonly Stack[], resolver: Resolver): RegisterJobDefinition[] {
  return resourcesOf(stacks, resolver, "aws_batch_job_definition", schema).map(({ given, stack, address }) =>
    check(address, {
      jobDefinitionName: given.name,
      type: given.type,
      parameters: given.parameters,
      platformCapabilities: given.platform_capabilities,
      propagateTags: given.propagate_tags,
      schedulingPriority: given.scheduling_priority,
      containerProperties: given.container_properties,
      nodeProperties: given.node_properties,
      ecsProperties: given.ecs_properties,
      retryStrategy: given.retry_strategy && {
        attempts: given.retry_strategy.attempts,
        evaluateOnExit: given.retry_strategy.evaluate_on_exit?.map((of) =>
          present({
            action: of.action,
            onExitCode: of.on_exit_code,
            onReason: of.on_reason,
            onStatusReason: of.on_status_reason,
          }),
        ),
      },
      timeout: given.timeout && { attemptDurationSeconds: given.timeout.attempt_duration_seconds },
      tags: allTags(resolver, stack, given.tags),
    }),
  );
}

function check(address: string, request: object): RegisterJobDefinition {
  const input = operations.get("RegisterJobDefinition")?.input;
  if (!input) throw new TypeError("The Batch model has no RegisterJobDefinition");
  const faults: string[] = [];
  try {
    const read = readShape(input, request, "", faults);
    if (faults.length === 0) return read as RegisterJobDefinition;
  } catch (error) {
    faults.push((error as Error).message);
  }
  throw new GeosBenchError(`AWS Batch would refuse the job definition ${address}: ${faults.join(" ")}`, {
    code: "invalid-job-definition",
    hint: "See the members of RegisterJobDefinition in the AWS Batch API reference.",
  });
}
