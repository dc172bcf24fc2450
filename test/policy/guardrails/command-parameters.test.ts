import { BatchJobDefinition } from "@cdktf/provider-aws/lib/batch-job-definition/index.js";
import { expect, test } from "vitest";
import { commandParameters } from "../../../infra/guardrails/command-parameters.ts";
import { faultsOf } from "../support/guardrail-stack.ts";

const faults = (command: string[], parameters: Record<string, string> = {}, required = "") =>
  faultsOf(commandParameters, (stack) => {
    new BatchJobDefinition(stack, "job", {
      name: "job",
      type: "container",
      parameters,
      tags: { "required-parameters": required },
      containerProperties: JSON.stringify({ image: "i", command }),
    });
  }).join("\n");

test("a parameter that is defaulted or declared as required passes", () => {
  expect(faults(["--a", "Ref::a", "--b", "Ref::b"], { a: "1" }, "b")).toBe("");
});

test("a parameter that is neither is found", () => {
  expect(faults(["Ref::a"])).toContain("Ref::a is neither defaulted nor declared as required.");
});

test("a parameter that the command never uses is found", () => {
  expect(faults(["x"], { a: "1" })).toContain("parameter a is in no word of the command.");
  expect(faults(["x"], {}, "b")).toContain("parameter b is in no word of the command.");
});

test("Ref:: within a word is found", () => {
  expect(faults(["--a=Ref::a"])).toContain('"--a=Ref::a" has Ref:: within the word');
});
