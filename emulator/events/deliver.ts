import { GeosBenchError } from "../../contract/errors.ts";
import { sha256 } from "../../contract/sha256.ts";
import type { Regions } from "../http/regions.ts";
import { callMoto, queryMoto } from "../moto/call-moto.ts";
import type { Moto } from "../moto/moto.ts";
import { named } from "./name-execution.ts";
import { submitJobFor } from "./submit-job.ts";
import type { Target } from "./rules.ts";

interface Receivers {
  readonly moto: Moto;
  readonly regions: Regions;
}

type Delivery = Pick<Target, "Arn" | "BatchParameters" | "SqsParameters">;

/** Hands a text to a target. Throws where the target does not take it, or is of a kind that gets nothing here. */
export async function deliver(target: Delivery, input: string, { moto, regions }: Receivers): Promise<void> {
  const [, , service, region = "", account, ...rest] = target.Arn.split(":");
  const resource = rest.join(":");
  switch (service) {
    case "sqs": {
      const group = target.SqsParameters?.MessageGroupId;
      await callMoto(moto, {
        region,
        service,
        target: "AmazonSQS.SendMessage",
        input: {
          QueueUrl: `${await moto.url()}/${account}/${resource}`,
          MessageBody: input,
          ...(group !== undefined && { MessageGroupId: group, MessageDeduplicationId: digest(input) }),
        },
      });
      return;
    }
    case "sns": {
      const form = { Action: "Publish", Version: "2010-03-31", TopicArn: target.Arn, Message: input };
      await queryMoto(moto, { region, service, form });
      return;
    }
    case "logs": {
      const group = resource.replace(/^log-group:/, "").replace(/:\*$/, "");
      const { logs } = regions(region);
      if (!logs.openGroup(group, false)) throw notTaken(target.Arn, `there is no log group ${group}`);
      // AWS makes streams of its own naming.
      const stream = digest(group);
      logs.createStream(group, stream);
      logs.write(group, stream, { timestamp: Date.now(), message: input });
      return;
    }
    case "batch": {
      const { BatchParameters: parameters } = target;
      if (!parameters) throw notTaken(target.Arn, "the target has no BatchParameters");
      await submitJobFor(regions(region).api, { ...partsOf(input), ...parameters, JobQueue: target.Arn });
      return;
    }
    case "states":
      await callMoto(moto, {
        region,
        service,
        target: "AWSStepFunctions.StartExecution",
        input: named({ stateMachineArn: target.Arn, input }),
      });
      return;
    default:
      throw notTaken(target.Arn, "events go to SQS, SNS, Logs, Batch and Step Functions here");
  }
}

/**
 * Of its input a Batch target takes parameters and overrides (Batch user guide, "Passing event information to an AWS
 * Batch target"); an event itself has neither.
 */
function partsOf(input: string): object {
  const value: unknown = JSON.parse(input);
  if (typeof value !== "object" || value === null) return {};
  return Object.fromEntries(
    Object.entries(value).filter(([key]) => key === "Parameters" || key === "ContainerOverrides"),
  );
}

const digest = (text: string): string => sha256(text).slice(0, 32);

const notTaken = (arn: string, why: string): GeosBenchError =>
  new GeosBenchError(`${arn} does not take the event: ${why}.`, {
    code: "event-not-delivered",
    hint: "Look at the targets of the rule (aws events list-targets-by-rule).",
  });
