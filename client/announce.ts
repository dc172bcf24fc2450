import { PublishCommand, type SNSClient } from "@aws-sdk/client-sns";
import { GeosBenchError } from "../contract/errors.ts";

/** Lines of a message that people read to its end. */
const mostLines = 20;

/** What is sent to the subscribers of a topic. */
export interface Announcement {
  /** At most so many as fit beside the link; those behind it are left to the report. */
  readonly lines: readonly string[];
  /** Where the report is. */
  readonly link: string;
}

/**
 * Publishes a summary of at most twenty lines with the link to the report, which comes last. Returns the message's id.
 * Throws {@link GeosBenchError} `announcement-refused`: whatever it is about is stored, and stays.
 */
export async function announce(sns: SNSClient, topicArn: string, of: Announcement): Promise<string> {
  const { lines, link } = of;
  // Each is one line, whatever it contains; and the blank line before the link counts too.
  const kept = lines.map((line) => line.replaceAll(/\s+/g, " ")).slice(0, mostLines - 2);
  const request = { TopicArn: topicArn, Subject: subject(kept[0]), Message: [...kept, "", link].join("\n") };
  try {
    const { MessageId: id = "" } = await sns.send(new PublishCommand(request));
    return id;
  } catch (error) {
    const reason = (error as Error).message;
    throw new GeosBenchError(`The topic ${topicArn} did not take the summary: ${reason}`, {
      code: "announcement-refused",
      hint: "The report is written. Whoever publishes needs sns:Publish on the topic and, where it is encrypted, the use of its key.",
    });
  }
}

/** Printable ASCII, fewer than 100 characters (SNS API reference, Publish: Subject). */
const subject = (line = ""): string =>
  `geos-chem-bench: ${line.replaceAll(/[^\x20-\x7E]+/g, " ")}`.slice(0, 99).trimEnd();
