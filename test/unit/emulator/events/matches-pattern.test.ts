import { describe, expect, test } from "vitest";
import { matchesPattern } from "../../../../emulator/events/matches-pattern.ts";

// The examples of the EventBridge user guide, "Creating event patterns" and "Comparison operators".
const event = {
  source: "aws.batch",
  "detail-type": "Batch Job State Change",
  region: "us-east-1",
  detail: {
    status: "FAILED",
    jobName: "Run-17",
    attempts: 3,
    "source-ip": "10.0.0.12",
    tags: ["nightly", "c24"],
    empty: "",
    container: { exitCode: 137, logs: [{ name: "a" }, { name: "b" }] },
    nothing: null,
  },
};

describe("a pattern of a rule", () => {
  test.each([
    ["exact", { source: ["aws.ec2", "aws.batch"], detail: { status: ["FAILED"] } }],
    ["a number", { detail: { container: { exitCode: [137] } } }],
    ["null", { detail: { nothing: [null] } }],
    ["an element of a list", { detail: { tags: ["c24"] } }],
    ["a member of an object in a list", { detail: { container: { logs: { name: ["b"] } } } }],
    ["prefix", { detail: { jobName: [{ prefix: "Run-" }] } }],
    ["prefix without case", { detail: { jobName: [{ prefix: { "equals-ignore-case": "run-" } }] } }],
    ["suffix", { detail: { jobName: [{ suffix: "17" }] } }],
    ["equals-ignore-case", { detail: { status: [{ "equals-ignore-case": "failed" }] } }],
    ["wildcard", { detail: { jobName: [{ wildcard: "R*n-*7" }] } }],
    ["anything-but", { detail: { status: [{ "anything-but": ["SUCCEEDED", "RUNNING"] }] } }],
    ["anything-but a prefix", { detail: { jobName: [{ "anything-but": { prefix: "Test" } }] } }],
    ["numeric range", { detail: { attempts: [{ numeric: [">", 0, "<=", 3] }] } }],
    ["cidr", { detail: { "source-ip": [{ cidr: "10.0.0.0/24" }] } }],
    ["exists", { detail: { attempts: [{ exists: true }], gone: [{ exists: false }] } }],
    ["$or", { $or: [{ source: ["x"] }, { region: ["us-east-1"] }] }],
  ])("%s matches", (_, pattern) => {
    expect(matchesPattern(pattern, event)).toBe(true);
  });

  test.each([
    ["another value", { detail: { status: ["SUCCEEDED"] } }],
    ["a number as text", { detail: { attempts: ["3"] } }],
    ["a field that is not there", { detail: { gone: ["x"] } }],
    ["anything-but of a field that is not there", { detail: { gone: [{ "anything-but": "x" }] } }],
    ["anything-but", { detail: { status: [{ "anything-but": "FAILED" }] } }],
    ["numeric outside", { detail: { attempts: [{ numeric: [">", 3] }] } }],
    ["cidr outside", { detail: { "source-ip": [{ cidr: "10.0.1.0/24" }] } }],
    ["exists", { detail: { attempts: [{ exists: false }] } }],
    ["one of two fields", { source: ["aws.batch"], region: ["eu-west-1"] }],
    ["an operator that is not known", { source: [{ sounds: "like" }] }],
    ["a wildcard's other characters", { detail: { jobName: [{ wildcard: "Run.17" }] } }],
  ])("%s does not match", (_, pattern) => {
    expect(matchesPattern(pattern, event)).toBe(false);
  });
});
