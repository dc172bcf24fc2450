import { appendFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { LogStore } from "../../../../emulator/logs/log-store.ts";
import { callLogs } from "../../../../emulator/logs/logs-operations.ts";
import { openStateFile } from "../../../../emulator/state/state-file.ts";
import { temporaryDirectory } from "../../../support/temporary-directory.ts";

const place = { region: "us-east-1", accountId: "000000000000" };

it("has groups, streams and lines again, and nothing of what was deleted", () => {
  const directory = temporaryDirectory("logs");
  const file = path.join(directory, "state.sqlite");
  let state = openStateFile(file);
  const store = new LogStore(directory, state.of("us-east-1"));
  const call = (name: string, input: object) => callLogs(store, name, input, place);
  call("CreateLogGroup", { logGroupName: "g", tags: { a: "1" } });
  call("PutRetentionPolicy", { logGroupName: "g", retentionInDays: 7 });
  call("PutResourcePolicy", { policyName: "p", policyDocument: "{}" });
  for (const name of ["kept", "gone"]) {
    call("CreateLogStream", { logGroupName: "g", logStreamName: name });
    store.write("g", name, { timestamp: 1, message: `${name} ä`, line: { from: "stdout", number: 3 } });
  }
  call("DeleteLogStream", { logGroupName: "g", logStreamName: "gone" });
  call("CreateLogGroup", { logGroupName: "deleted" });
  call("DeleteLogGroup", { logGroupName: "deleted" });
  store.close();
  state.close();
  // Killed in the middle of a line.
  appendFileSync(path.join(directory, "events.jsonl"), '{"group":"g","stream":"kept","mess');

  state = openStateFile(file);
  const again = new LogStore(directory, state.of("us-east-1"));
  again.createStream("g", "gone");
  again.write("g", "kept", { timestamp: 2, message: "more" });
  const read = (name: string, input: object) => callLogs(again, name, input, place);
  const messages = (logStreamName: string) =>
    (
      read("GetLogEvents", { logGroupName: "g", logStreamName, startFromHead: true }) as {
        events: { message: string }[];
      }
    ).events.map(({ message }) => message);
  expect(messages("kept")).toEqual(["kept ä", "more"]);
  expect(messages("gone")).toEqual([]);
  expect(again.lastLines("g", "kept")).toEqual({ stdout: 3 });
  expect(read("DescribeLogGroups", {})).toMatchObject({
    logGroups: [{ logGroupName: "g", retentionInDays: 7 }],
  });
  expect(read("ListTagsLogGroup", { logGroupName: "g" })).toEqual({ tags: { a: "1" } });
  expect(read("DescribeResourcePolicies", {})).toMatchObject({ resourcePolicies: [{ policyName: "p" }] });
  again.close();
  state.close();
});
