import { expect, test } from "vitest";
import { busEvent } from "../../../../emulator/events/event.ts";
import { targetInput } from "../../../../emulator/events/target-input.ts";

// The event and the templates of the EventBridge user guide, "Amazon EventBridge input transformation".
const event = busEvent({
  "detail-type": "EC2 Instance State-change Notification",
  source: "aws.ec2",
  account: "111122223333",
  time: new Date("2015-11-11T21:29:54.123Z"),
  region: "us-east-1",
  resources: ["arn:aws:ec2:us-east-1:111122223333:instance/i-abcd1111"],
  detail: { "instance-id": "i-0123456789", state: "RUNNING" },
});
const rule = { name: "example", arn: "arn:aws:events:us-east-1:123456789012:rule/example" };
const transformed = (InputPathsMap: Record<string, string>, InputTemplate: string) =>
  targetInput({ InputTransformer: { InputPathsMap, InputTemplate } }, event, rule);
const paths = { instance: "$.detail.instance-id", status: "$.detail.state" };

test("the whole event, as EventBridge writes it", () => {
  expect(JSON.parse(targetInput({}, event, rule))).toEqual({
    version: "0",
    id: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
    "detail-type": "EC2 Instance State-change Notification",
    source: "aws.ec2",
    account: "111122223333",
    time: "2015-11-11T21:29:54Z",
    region: "us-east-1",
    resources: ["arn:aws:ec2:us-east-1:111122223333:instance/i-abcd1111"],
    detail: { "instance-id": "i-0123456789", state: "RUNNING" },
  });
});

test("a fixed text, or a part", () => {
  expect(targetInput({ Input: '{"a": 1}' }, event, rule)).toBe('{"a": 1}');
  expect(targetInput({ InputPath: "$.detail" }, event, rule)).toBe(JSON.stringify(event.detail));
  expect(targetInput({ InputPath: "$.resources[0]" }, event, rule)).toBe(JSON.stringify(event.resources[0]));
});

test.each([
  ['"instance <instance> is in <status>"', '"instance i-0123456789 is in RUNNING"'],
  ['{"instance" : <instance>, "status": <status>}', '{"instance" : "i-0123456789", "status": "RUNNING"}'],
  ['{"instance" : "<instance>"}', '{"instance" : "i-0123456789"}'],
  [
    '{"rule" : <aws.events.rule-name>, "status": "\\"<status>\\""}',
    '{"rule" : "example", "status": "\\"RUNNING\\""}',
  ],
  ['{"unknown": "<nobody>"}', '{"unknown": "<nobody>"}'],
])("template %s", (template, expected) => {
  expect(transformed(paths, template)).toBe(expected);
});

test("an object goes in as JSON, and loses its quotes within quotes", () => {
  const template = '{"detail": <detail>, "text": "is <detail>"}';
  expect(transformed({ detail: "$.detail" }, template)).toBe(
    '{"detail": {"instance-id":"i-0123456789","state":"RUNNING"}, "text": "is {instance-id:i-0123456789,state:RUNNING}"}',
  );
});
