import { describe, expect, test } from "vitest";
import { benchmarkConfig } from "../../contract/benchmark-config.ts";
import { block, ofType, resourcesOf, statements, type Resource } from "./support/synthesised.ts";

const environment = {
  operations: {
    emails: ["chemistry@example.org"],
    monthlyBudgetUsd: 250,
    schedules: [{ suite: "smoke", expression: "cron(0 3 ? * SUN *)", timezone: "Europe/Paris" }],
  },
};
const resources = resourcesOf(environment);
const attributes = (type: string) => ofType(resources, type).map((resource) => resource.attributes);

describe("a scheduled suite", () => {
  const schedules = attributes("aws_scheduler_schedule");

  test("is one submission for each of its benchmarks, on the queue that has the instance type", () => {
    const inputs = schedules.map(
      (schedule) => JSON.parse(String(block(schedule["target"])["input"])) as object,
    );
    expect(inputs).toMatchObject([
      {
        JobName: "SMOKE-GRAVITON",
        JobQueue: "geos-chem-graviton-queue",
        JobDefinition: "geos-chem-graviton-benchmark",
      },
      { JobName: "SMOKE-X86", JobQueue: "geos-chem-x86-queue", JobDefinition: "geos-chem-x86-benchmark" },
    ]);
  });

  test("gives the runner a valid config, and nothing that Batch does not substitute", () => {
    for (const schedule of schedules) {
      const { Parameters } = JSON.parse(String(block(schedule["target"])["input"])) as {
        Parameters: { configJson: string };
      };
      expect(Object.keys(Parameters)).toEqual(["configJson"]);
      expect(benchmarkConfig.safeParse(JSON.parse(Parameters.configJson)).success).toBe(true);
    }
  });

  test("calls SubmitJob, keeps what fails, and is encrypted (CKV_AWS_297)", () => {
    for (const schedule of schedules) {
      expect(schedule).toMatchObject({
        schedule_expression: "cron(0 3 ? * SUN *)",
        schedule_expression_timezone: "Europe/Paris",
      });
      expect(schedule["kms_key_arn"]).toBeDefined();
      const target = block(schedule["target"]);
      expect(target["arn"]).toBe("arn:aws:scheduler:::aws-sdk:batch:submitJob");
      expect(block(target["dead_letter_config"])["arn"]).toMatch(/^\${aws_sqs_queue\./);
    }
  });

  test("may submit to these queues and definitions only", () => {
    const submit = policiesOf(resources, "schedule/role").find(({ Sid }) => Sid === "SubmitBenchmarks");
    const region = "arn:aws:batch:us-east-1:${data.aws_caller_identity.current.account_id}";
    expect(submit?.Resource).toEqual(
      ["graviton", "x86"].flatMap((fleet) => [
        `${region}:job-queue/geos-chem-${fleet}-queue`,
        `${region}:job-definition/geos-chem-${fleet}-benchmark`,
        `${region}:job-definition/geos-chem-${fleet}-benchmark:*`,
        `${region}:job-definition/geos-chem-${fleet}-classic`,
        `${region}:job-definition/geos-chem-${fleet}-classic:*`,
      ]),
    );
  });

  test("of a type that no fleet has stops the synthesis", () => {
    const fleets = [{ name: "amd", instanceType: "c7a.4xlarge" }];
    expect(() => resourcesOf({ ...environment, fleets })).toThrow(
      /SMOKE-GRAVITON wants c7g\.4xlarge, which no fleet has\. There are: amd \(c7a\.4xlarge\)/,
    );
  });

  test("that does not exist stops the synthesis", () => {
    const schedulesOf = [{ suite: "nothing", expression: "rate(1 day)" }];
    expect(() => resourcesOf({ operations: { schedules: schedulesOf } })).toThrow(/No suite "nothing"/);
  });
});

describe("events", () => {
  const rules = Object.fromEntries(
    attributes("aws_cloudwatch_event_rule").map((rule) => [
      rule["name"],
      JSON.parse(String(rule["event_pattern"])),
    ]),
  ) as Record<string, { source: string[]; "detail-type": string[]; detail: Record<string, string[]> }>;

  test("of failed jobs and blocked queues go to people, all go to a log", () => {
    expect(rules["geos-chem-failed"]).toMatchObject({
      source: ["aws.batch"],
      "detail-type": ["Batch Job State Change"],
      detail: { status: ["FAILED"] },
    });
    expect(rules["geos-chem-blocked"]).toMatchObject({ "detail-type": ["Batch Job Queue Blocked"] });
    expect(rules["geos-chem-all"]?.["detail-type"]).toHaveLength(2);
    const targets = attributes("aws_cloudwatch_event_target").map(({ arn }) => arn);
    expect(targets.filter((arn) => String(arn).includes("aws_sns_topic"))).toHaveLength(2);
    expect(targets.filter((arn) => String(arn).includes("aws_cloudwatch_log_group"))).toHaveLength(1);
  });

  test("are those of our queues only", () => {
    for (const { detail } of Object.values(rules))
      expect(detail["jobQueue"]?.map((arn) => arn.split("/").at(-1))).toEqual([
        "geos-chem-graviton-queue",
        "geos-chem-x86-queue",
      ]);
  });
});

test("the topic is encrypted, and takes news of this account's own services only (CKV_AWS_26, 169, 385)", () => {
  expect(attributes("aws_sns_topic")).toMatchObject([
    { kms_master_key_id: expect.stringContaining("aws_kms_key") as string },
  ]);
  for (const { Principal, Condition } of statements(attributes("aws_sns_topic_policy")[0]?.["policy"])) {
    expect(Object.keys(Principal as object)).toEqual(["Service"]);
    expect(Condition).toHaveProperty("StringEquals", {
      "aws:SourceAccount": "${data.aws_caller_identity.current.account_id}",
    });
    expect(Condition).toHaveProperty("ArnLike");
  }
  expect(attributes("aws_sns_topic_subscription")).toMatchObject([
    { protocol: "email", endpoint: "chemistry@example.org" },
  ]);
});

test("every alarm tells somebody, and is quiet when nothing happens (CKV_AWS_319)", () => {
  const alarms = attributes("aws_cloudwatch_metric_alarm");
  expect(alarms.map((alarm) => alarm["alarm_name"])).toEqual(
    expect.arrayContaining(["geos-chem-queue-blocked", "geos-chem-failures", "geos-chem-missed-schedule"]),
  );
  for (const alarm of alarms) {
    expect(alarm["alarm_actions"]).toHaveLength(1);
    expect(alarm["treat_missing_data"]).toBe("notBreaching");
  }
});

test("an alarm's metric is one that a filter makes", () => {
  const made = attributes("aws_cloudwatch_log_metric_filter").map(({ metric_transformation }) => {
    const { namespace, name } = block(metric_transformation);
    return `${String(namespace)}/${String(name)}`;
  });
  const used = attributes("aws_cloudwatch_metric_alarm")
    .filter(({ namespace }) => namespace !== "AWS/SQS")
    .map(({ namespace, metric_name }) => `${String(namespace)}/${String(metric_name)}`);
  expect(made).toEqual(expect.arrayContaining(used));
});

test("the dead-letter queue is encrypted (CKV_AWS_27) and the budget is the configured one", () => {
  expect(attributes("aws_sqs_queue")).toMatchObject([{ sqs_managed_sse_enabled: true }]);
  expect(attributes("aws_budgets_budget")).toMatchObject([
    { limit_amount: "250", limit_unit: "USD", time_unit: "MONTHLY" },
  ]);
});

test("the dashboard is JSON that shows the metrics which are made", () => {
  const [dashboard] = attributes("aws_cloudwatch_dashboard");
  const { widgets } = JSON.parse(String(dashboard?.["dashboard_body"])) as { widgets: { type: string }[] };
  expect(widgets.map(({ type }) => type)).toEqual(["metric", "log", "log", "log"]);
});

function policiesOf(all: readonly Resource[], path: string) {
  return ofType(all, "aws_iam_role_policy")
    .filter((policy) => policy.path.includes(`/${path}/`))
    .flatMap((policy) => statements(policy.attributes["policy"]));
}
