import { SNSClient } from "@aws-sdk/client-sns";
import { announce, type Announcement } from "./announce.ts";
import { GeosBenchError } from "../contract/errors.ts";

/** Publishes to a topic with the user's own AWS configuration, in the topic's region. */
export async function announceTo(topicArn: string, of: Announcement): Promise<string> {
  const [, region] = /^arn:[^:]+:sns:([a-z0-9-]+):\d{12}:[\w-]{1,256}$/.exec(topicArn) ?? [];
  if (region === undefined) {
    throw new GeosBenchError(`"${topicArn}" is no ARN of an SNS topic.`, {
      code: "bad-option",
      hint: "It looks like arn:aws:sns:us-east-1:123456789012:geos-chem-bench (the stacks' output topic_arn).",
    });
  }
  const sns = new SNSClient({ region });
  try {
    return await announce(sns, topicArn, of);
  } finally {
    sns.destroy();
  }
}
