import {
  JobStateTimeLimitActionsAction,
  JobStateTimeLimitActionsState,
  JQState,
} from "@aws-sdk/client-batch";
import { z } from "zod";
import type { StackJobQueue } from "../ports/stack-model.ts";
import { blocks, integer, present, text, texts } from "./blocks.ts";
import { allTags } from "./default-tags.ts";
import type { Resolver } from "./resolver.ts";
import { resourcesOf } from "./resources.ts";
import type { Stack } from "../../contract/terraform/terraform-json.ts";

const schema = z.object({
  name: text,
  state: z.enum(JQState),
  priority: integer,
  scheduling_policy_arn: text.optional(),
  compute_environment_order: blocks(z.object({ compute_environment: text, order: integer })).default([]),
  job_state_time_limit_action: blocks(
    z.object({
      action: z.enum(JobStateTimeLimitActionsAction),
      max_time_seconds: integer,
      reason: text,
      state: z.enum(JobStateTimeLimitActionsState),
    }),
  ).default([]),
  tags: texts.optional(),
});

/** `aws_batch_job_queue` as DescribeJobQueues would show it. */
export function jobQueues(stacks: readonly Stack[], resolver: Resolver): StackJobQueue[] {
  return resourcesOf(stacks, resolver, "aws_batch_job_queue", schema).map(({ given, stack, computed }) =>
    present<StackJobQueue>({
      jobQueueName: given.name,
      jobQueueArn: computed("arn"),
      state: given.state,
      schedulingPolicyArn: given.scheduling_policy_arn,
      status: "VALID",
      statusReason: "JobQueue Healthy",
      priority: given.priority,
      computeEnvironmentOrder: given.compute_environment_order.map((of) => ({
        order: of.order,
        computeEnvironment: of.compute_environment,
      })),
      jobQueueType: "ECS",
      tags: allTags(resolver, stack, given.tags),
      jobStateTimeLimitActions: given.job_state_time_limit_action.map((of) => ({
        action: of.action,
        maxTimeSeconds: of.max_time_seconds,
        reason: of.reason,
        state: of.state,
      })),
    }),
  );
}
