import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { substituteReferences } from "../../../../../emulator/batch/job/substitute-references.ts";
import { BatchClientError } from "../../../../../emulator/ports/batch-api.ts";
import { definition, environment, localBatch, queue, resources } from "../local-batch.ts";

describe("substituteReferences", () => {
  it("replaces whole tokens, and leaves every other token as it is", () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.string(), fc.constantFrom("Ref::a", "Ref::b.c", "xRef::a", "Ref::", "ref::a"))),
        fc.record({ a: fc.string(), "b.c": fc.string() }),
        (command, parameters) => {
          const known = new Map(Object.entries(parameters).map(([name, value]) => [`Ref::${name}`, value]));
          const safe = command.filter((token) => known.has(token) || !/^Ref::./s.test(token));
          expect(substituteReferences(safe, parameters)).toEqual(
            safe.map((token) => known.get(token) ?? token),
          );
        },
      ),
    );
  });

  it("does not look into a value, whatever it contains", () => {
    expect(substituteReferences(["Ref::a"], { a: "Ref::b" })).toEqual(["Ref::b"]);
    expect(substituteReferences(["Ref::a"], { a: "" })).toEqual([""]);
  });

  it("refuses a reference without a parameter, and takes nothing from a prototype", () => {
    expect(() => substituteReferences(["Ref::x"], {})).toThrow(
      new BatchClientError("Unable to substitute value. No parameter found for reference x"),
    );
    expect(() => substituteReferences(["Ref::constructor"], {})).toThrow(/reference constructor/);
  });
});

describe("SubmitJob", () => {
  const container = {
    image: "image",
    command: ["--config", "Ref::config", "--to", "Ref::to"],
    environment: [
      { name: "A", value: "1" },
      { name: "B", value: "2" },
    ],
    resourceRequirements: resources(2, 2048),
  };
  const stack = {
    jobDefinitions: [definition("job", { parameters: { to: "here" }, containerProperties: container })],
  };

  it("merges parameters and overrides into the definition", async () => {
    const { submit, describe: show, clock, requests } = localBatch({ stack });
    const id = submit({
      parameters: { config: '{"id":"x"}' },
      containerOverrides: {
        environment: [
          { name: "B", value: "3" },
          { name: "C", value: "4" },
        ],
        resourceRequirements: [{ type: "MEMORY", value: "4096" }],
      },
    });
    expect(show(id)).toMatchObject({
      parameters: { to: "here", config: '{"id":"x"}' },
      container: {
        command: ["--config", '{"id":"x"}', "--to", "here"],
        environment: [
          { name: "A", value: "1" },
          { name: "B", value: "3" },
          { name: "C", value: "4" },
        ],
        resourceRequirements: resources(2, 4096),
      },
    });
    await clock.runOut();
    expect(requests[0]).toMatchObject({ vcpus: 2, memoryMiB: 4096 });
  });

  it("lets the job's parameters win over the definition's defaults, and its command over the definition's", () => {
    const { submit, describe: show } = localBatch({ stack });
    expect(show(submit({ parameters: { config: "c", to: "there" } })).container?.command).toEqual([
      "--config",
      "c",
      "--to",
      "there",
    ]);
    const own = submit({ containerOverrides: { command: ["echo", "Ref::to"] } });
    expect(show(own).container?.command).toEqual(["echo", "here"]);
  });

  it("refuses a missing parameter at once", () => {
    const { submit, list } = localBatch({ stack });
    expect(() => submit()).toThrow("Unable to substitute value. No parameter found for reference config");
    expect(list({ jobQueue: "queue", jobStatus: "SUBMITTED" }).jobSummaryList).toEqual([]);
  });

  it("understands the deprecated vcpus and memory where the definition uses them", async () => {
    const { submit, clock, requests } = localBatch({
      stack: {
        jobDefinitions: [definition("job", { containerProperties: { image: "i", vcpus: 2, memory: 64 } })],
      },
    });
    submit({ containerOverrides: { vcpus: 3, memory: 128 } });
    submit({ containerOverrides: { resourceRequirements: resources(4, 256) } });
    await clock.runOut();
    expect(requests.map(({ vcpus, memoryMiB }) => [vcpus, memoryMiB])).toEqual([
      [3, 128],
      [4, 256],
    ]);
  });

  it("uses the latest active revision, a given one, or an ARN", () => {
    const { submit, describe: show, register, call } = localBatch();
    register(definition("job", { parameters: { n: "2" } }));
    const arn = "arn:aws:batch:us-east-1:123456789012:job-definition/job";
    const used = (jobDefinition: string) => show(submit({ jobDefinition })).jobDefinition;
    expect(used("job")).toBe(`${arn}:2`);
    expect(used("job:1")).toBe(`${arn}:1`);
    expect(used(`${arn}:1`)).toBe(`${arn}:1`);
    expect(used(arn)).toBe(`${arn}:2`);
    call("DeregisterJobDefinition", { jobDefinition: "job:2" });
    expect(used("job")).toBe(`${arn}:1`);
    expect(() => submit({ jobDefinition: "job:2" })).toThrow(
      "JobDefinition name job:2 does not exist or is not in ACTIVE status",
    );
    call("DeregisterJobDefinition", { jobDefinition: `${arn}:1` });
    expect(() => submit()).toThrow("JobDefinition name job does not exist or is not in ACTIVE status");
    expect(() => submit({ jobDefinition: "job:latest" })).toThrow(
      "Provided name job:latest is not supported pattern[a-zA-Z_0-9-]{1,128}",
    );
    expect(() => submit({ jobDefinition: `${arn}-x` })).toThrow(`JobDefinition ${arn}-x not found.`);
  });

  it("keeps a submitted job as it was when its definition goes", async () => {
    const { submit, describe: show, clock, call } = localBatch();
    const id = submit();
    call("DeregisterJobDefinition", { jobDefinition: "job:1" });
    await clock.runOut();
    expect(show(id).status).toBe("SUCCEEDED");
  });

  it.each([
    [
      { jobName: "no blanks" },
      /Error executing request, Exception : Job name should match valid pattern, RequestId: /,
    ],
    [{ jobName: "-x" }, /Job name should match valid pattern/],
    [{ jobQueue: "none" }, /^JobQueue none not found\.$/],
    [{ parameters: { x: "x".repeat(47 * 1024) } }, /Job size must be less than 30 KiB, got 48 KiB/],
    [
      { containerOverrides: { environment: [{ name: "AWS_BATCH_JOB_ID", value: "x" }] } },
      /AWS_BATCH_JOB_ID is reserved/,
    ],
    [
      { containerOverrides: { resourceRequirements: resources(Number.NaN, 4) } },
      /Value NaN for type VCPU in resourceRequirement is not valid/,
    ],
    [{ shareIdentifier: "x" }, /can onlybe submitted to job queue with fair share/],
    [{ nodeOverrides: {} }, /nodeOverrides is only for multi-node jobs/],
    [{ ecsPropertiesOverride: {} }, /ecsPropertiesOverride is only for jobs of ecsProperties/],
    [{ eksPropertiesOverride: {} }, /eksPropertiesOverride is only for jobs on EKS/],
  ])("refuses %j", (input, message) => {
    const { submit } = localBatch();
    expect(() => submit(input)).toThrow(message);
    expect(() => submit(input)).toThrow(BatchClientError);
  });

  it("accepts job names of 1 and of 128 characters", () => {
    const { submit } = localBatch();
    expect(submit({ jobName: "a" })).toBeTruthy();
    expect(submit({ jobName: "a".repeat(128) })).toBeTruthy();
  });

  it("refuses a queue that is disabled, has no EC2 environment, or needs a share identifier", () => {
    const { submit } = localBatch({
      stack: {
        computeEnvironments: [environment("ce"), environment("fargate", { type: "FARGATE" })],
        jobQueues: [
          queue("off", ["ce"], { state: "DISABLED" }),
          queue("fargate", ["fargate"]),
          queue("fair", ["ce"], { schedulingPolicyArn: "arn" }),
        ],
      },
    });
    expect(() => submit({ jobQueue: "off" })).toThrow(/not accepting jobs/);
    expect(() => submit({ jobQueue: "fargate" })).toThrow(/can not run Jobs with capability EC2/);
    expect(() => submit({ jobQueue: "fair" })).toThrow("shareIdentifier must be specified.");
    expect(submit({ jobQueue: "fair", shareIdentifier: "s" })).toBeTruthy();
  });

  it("leaves a job RUNNABLE when every environment is disabled", async () => {
    const {
      submit,
      describe: show,
      clock,
    } = localBatch({
      stack: { computeEnvironments: [environment("ce", {}, { state: "DISABLED" })] },
    });
    const id = submit();
    await clock.advance(10);
    expect(show(id)).toMatchObject({
      status: "RUNNABLE",
      statusReason: expect.stringMatching(/^UNDETERMINED - /),
    });
  });
});

describe("DescribeJobs", () => {
  it("leaves out unknown ids, takes ARNs, and 100 at most", () => {
    const { submit, call, describe: show } = localBatch();
    const id = submit({ tags: { a: "b" } });
    expect(call("DescribeJobs", { jobs: ["none"] })).toEqual({ jobs: [] });
    expect(show(`arn:aws:batch:us-east-1:123456789012:job/${id}`)).toMatchObject({
      jobId: id,
      tags: { a: "b" },
    });
    expect(() => call("DescribeJobs", { jobs: Array.from({ length: 101 }, String) })).toThrow(
      /Maximum number of jobs supported is  100/,
    );
  });
});
