import path from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { needs } from "../../../support/needs.ts";
import { account, startStacksOnMoto, type StacksOnMoto } from "./stacks-on-moto.ts";

/** What each function of stack_cases.py saw, by its name: one local cloud and one client for all of them. */
describe("CloudFormation", () => {
  needs("moto");
  needs("boto3");
  needs("aws-cli");
  let local: StacksOnMoto | undefined;
  let seen: Readonly<Record<string, unknown>> = {};
  beforeAll(async () => {
    const started = await startStacksOnMoto();
    if ("missing" in started) return;
    local = started;
    const script = path.join(import.meta.dirname, "stack_cases.py");
    const { stdout } = await execa("python3", [script], { env: local.env, extendEnv: false, reject: false });
    // Where the client is not there the tests are skipped, and say so.
    if (stdout !== "") seen = JSON.parse(stdout) as typeof seen;
  });
  afterAll(() => local?.close());

  const limits = (maxCapacity: number) => [{ maxCapacity, capacityUnit: "ml.m5.large" }];
  const hint = `or give them a Condition that is false here: in the local AWS, AWS::AccountId is ${account}.`;
  const custom = (name: string) =>
    `Template error: the local AWS calls nothing that makes custom resources: ${name}. Make what they make yourself and pass what refers to them by parameters, ${hint}`;
  const macro = (name: string) =>
    `Template error: the local AWS runs no macros: ${name}. Give the template as it is after them: aws cloudformation get-template --template-stage Processed prints that of a stack or a change set on AWS.`;
  const unresolved = (name: string, block: string) =>
    `Template format error: Unresolved ${name} in the ${block} block of the template`;

  test("quota shares, service environments, their queues and policies are made, changed and deleted", () => {
    const share = { sharing: { strategy: "LEND_AND_BORROW", borrowLimit: 50 }, tags: { team: "A&B" } };
    expect(seen["every_type_of_batch"]).toEqual({
      made: { ...share, status: "CREATE_COMPLETE", limits: limits(2), preemption: "DISABLED", instances: 8 },
      changed: {
        ...share,
        status: "UPDATE_COMPLETE",
        limits: limits(3),
        preemption: "ENABLED",
        instances: 16,
      },
      left: [],
      gone: true,
    });
  });

  test("a stack in a stack is changed in place, put back with the one that it is in, and deleted with it", () => {
    expect(seen["nested_stacks"]).toEqual({
      status: "CREATE_COMPLETE",
      ref: true,
      quantity: 3,
      second: "y",
      parent: true,
      tags: { project: "p", level: "inner" },
      updated: ["UPDATE_COMPLETE", 5, true],
      rolled_back: ["UPDATE_ROLLBACK_COMPLETE", "UPDATE_COMPLETE", 5],
      changed_inside: ["UPDATE_COMPLETE", 9],
      failed_inside: ["UPDATE_ROLLBACK_COMPLETE", 9, true],
      deleted: ["DELETE_COMPLETE", null],
    });
    expect(seen["nested_that_cannot_be"]).toBe(custom("Seed (Custom::Seed)"));
  });

  test("conditions take resources, branches and list items out; what is not made may be of any type", () => {
    const off = {
      made: ["Definition", "Lines"],
      outputs: ["Definition"],
      timeout: 61,
      days: 7,
      licence: true,
    };
    expect(seen["conditions"]).toEqual({
      test: { ...off, status: "CREATE_COMPLETE", command: ["a", "b"] },
      prod: {
        status: "UPDATE_COMPLETE",
        made: ["Definition", "Licence", "Lines"],
        outputs: ["Definition", "Licence"],
        timeout: null,
        days: 30,
        licence: true,
        command: ["a", "b"],
      },
      back: { ...off, status: "UPDATE_COMPLETE", command: ["a", "e", "b"] },
      licence: null,
      refused: custom("Seed (Custom::Seed)"),
      value: "Parameter 'Stage' must be one of AllowedValues: test, prod",
    });
  });

  test("parameters and references of Parameter Store are read, and looked at again by an update", () => {
    expect(seen["parameters_of_parameter_store"]).toEqual({
      quantity: 4,
      tags: { more: "4-hush" },
      zone: "b",
      name: "/licences",
      shown: [
        { ParameterKey: "Amount", ParameterValue: "/licences", ResolvedValue: "4" },
        { ParameterKey: "Zones", ParameterValue: "/zones", ResolvedValue: "a,b" },
        { ParameterKey: "Name", ParameterValue: "/licences" },
        { ParameterKey: "Secret", ParameterValue: "****" },
      ],
      same: "No updates are to be performed.",
      changed: ["UPDATE_COMPLETE", 6],
      missing: "Parameters: Unable to fetch parameters [/none] from parameter store for this account.",
    });
  });

  test("change sets say what they would do, by parameters and conditions too, and belong to their stack", () => {
    const ready = ["CREATE_COMPLETE", "AVAILABLE"];
    expect(seen["change_sets"]).toEqual({
      create: {
        status: ready,
        changes: [
          ["Add", "Licence"],
          ["Add", "Old"],
        ],
      },
      review: ["REVIEW_IN_PROGRESS", {}],
      second: [["Add", "Old"]],
      same_stack: true,
      executed: ["CREATE_COMPLETE", ["Licence", "Old"]],
      other: ["CREATE_COMPLETE", ["Other"]],
      unchanged: { status: ["FAILED", "UNAVAILABLE"], changes: [] },
      by_parameter: {
        status: ready,
        changes: [
          ["Add", "More"],
          ["Modify", "Licence"],
        ],
      },
      by_template: {
        status: ready,
        changes: [
          ["Add", "New"],
          ["Remove", "Old"],
        ],
      },
      untouched: 2,
      updated: ["UPDATE_COMPLETE", 3, ["Licence", "More", "Old"]],
      again: "ChangeSet [amount] cannot be executed in its current status of [CREATE_COMPLETE]",
      listed: ["amount", "first", "same", "template"],
      none: "ChangeSet [template] does not exist",
    });
  });

  test("what cannot be changed in place is replaced, and what refers to it follows", () => {
    expect(seen["replaced"]).toEqual({
      status: "UPDATE_COMPLETE",
      another: true,
      old: null,
      new: 1,
      followed: true,
      lines: true,
      rolled_back: ["UPDATE_ROLLBACK_COMPLETE", true, 1],
      licences: 1,
      named: ["UPDATE_ROLLBACK_COMPLETE", true],
    });
  });

  test("a creation that fails is rolled back, and says with what", () => {
    expect(seen["failed_and_rolled_back"]).toEqual({
      status: "ROLLBACK_COMPLETE",
      left: [],
      why: [expect.stringContaining("attemptDurationSeconds must be at least 60 seconds, given 5")],
      steps: [
        ["fails", "CREATE_IN_PROGRESS"],
        ["First", "CREATE_IN_PROGRESS"],
        ["First", "CREATE_COMPLETE"],
        ["Second", "CREATE_IN_PROGRESS"],
        ["Second", "CREATE_FAILED"],
        ["fails", "ROLLBACK_IN_PROGRESS"],
        ["First", "DELETE_IN_PROGRESS"],
        ["First", "DELETE_COMPLETE"],
        ["fails", "ROLLBACK_COMPLETE"],
      ],
      update: expect.stringContaining("is in ROLLBACK_COMPLETE state and can not be updated."),
    });
  });

  test("--disable-rollback leaves what was made, from where the stack goes on", () => {
    expect(seen["failed_and_left"]).toEqual({
      said: "",
      status: ["CREATE_FAILED", true, ["First"]],
      there: 1,
      same: "UPDATE_FAILED",
      mended: ["UPDATE_COMPLETE", ["First", "Second"], false],
      update: ["UPDATE_FAILED", 1, 1],
      cleaned: ["UPDATE_COMPLETE", null, 1],
      deleted: null,
    });
  });

  test("OnFailure and OnStackFailure do as they are asked", () => {
    expect(seen["failed_as_asked"]).toEqual({
      DO_NOTHING: ["CREATE_FAILED", ["asked-do-nothing-first"]],
      DELETE: ["DELETE_COMPLETE", []],
      ROLLBACK: ["ROLLBACK_COMPLETE", []],
      gone: "Stack with id asked-delete does not exist",
      deleted: [],
      both: "You can specify either DisableRollback or OnFailure, but not both.",
      other: expect.stringContaining("Member must satisfy enum value set: [DELETE, DO_NOTHING, ROLLBACK]"),
      set: "CREATE_FAILED",
    });
  });

  test("tags of a stack reach Batch, Logs, S3 and EC2; a resource's own go over them", () => {
    const tags = { project: "gc", team: "stack" };
    expect(seen["tags_of_a_stack"]).toEqual({
      licence: { project: "gc", team: "own" },
      definition: tags,
      lines: tags,
      bucket: tags,
      vpc: { ...tags, "aws:cloudformation:stack-name": "tagged", "aws:cloudformation:logical-id": "Vpc" },
      same: ["UPDATE_COMPLETE", true, true],
    });
  });

  test("functions that moto lacks or does otherwise", () => {
    expect(seen["functions"]).toEqual({
      Zone: "us-east-1a",
      Here: "us-east-1b",
      Block: "10.0.1.0/24",
      Sub: `${account}-us-east-1-\${Kept}`,
    });
  });

  test("what cannot be done is refused by its name, and nothing was made", () => {
    expect(seen["refused_before_anything_is_made"]).toEqual({
      custom: custom("Seed (Custom::Seed)"),
      custom_type: custom("Seed (AWS::CloudFormation::CustomResource)"),
      macro: macro("AWS::Serverless-2016-10-31"),
      macros: macro("AWS::LanguageExtensions, Mine"),
      inner_macro: macro("Fn::Transform"),
      signal: `Template error: nothing sends signals in the local AWS: Wait (AWS::CloudFormation::WaitCondition). Leave them out, ${hint}`,
      type: expect.stringMatching(
        /^Template format error: Unrecognized resource types: \['AWS::Lambda::Function'\]/,
      ),
      function: expect.stringMatching(
        /^Template error: the local AWS does not have Fn::Length\. It has: Fn::Base64, /,
      ),
      secret: expect.stringContaining("dynamic references to secretsmanager are not resolved"),
      lost: unresolved("resource dependencies [Nothing]", "Resources"),
      lost_off: unresolved("resource dependencies [Off]", "Outputs"),
      condition: unresolved("condition dependency Nothing", "Resources"),
      circle: "Circular dependency between resources: [A, B]",
      set: macro("X"),
      validated: custom("Seed (Custom::Seed)"),
      made: [],
      stacks: [],
    });
  });
});
