import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import * as batch from "@aws-sdk/client-batch";
import { expect, test } from "vitest";
import { memberEnum } from "../../../../emulator/model/member-enums.ts";
import { operations } from "../../../../emulator/model/operations.ts";
import type { Shape } from "../../../../emulator/model/shape.ts";

const enums = batch as unknown as Readonly<Record<string, unknown>>;

test("every enum member of an input, and nothing else, has the SDK's values", () => {
  const inputs = new Set<string>();
  for (const { input } of operations.values()) collect(input, inputs);
  const declared = declaredEnums().filter(({ structure }) => inputs.has(structure));
  expect(declared.length).toBeGreaterThan(30);
  for (const { structure, member, name } of declared) {
    expect(memberEnum(structure, member)?.values, `${structure}.${member}`).toEqual(
      Object.values(enums[name] as object),
    );
  }
  expect(memberEnum("SubmitJobRequest", "jobName")).toBeUndefined();
});

test("the action of a retry rule is not case sensitive, a job status is", () => {
  expect(memberEnum("EvaluateOnExit", "action")?.has("exit")).toBe(true);
  expect(memberEnum("ListJobsRequest", "jobStatus")?.has("running")).toBe(false);
});

/**
 * What the SDK's type declarations say: `jobStatus?: JobStatus | undefined;` inside `export interface
 * ListJobsRequest`.
 */
function declaredEnums(): { structure: string; member: string; name: string }[] {
  const entry = fileURLToPath(import.meta.resolve("@aws-sdk/client-batch"));
  const models = new URL("../dist-types/models/models_0.d.ts", `file://${entry}`);
  const found = [];
  for (const [, structure = "", body = ""] of readFileSync(models, "utf8").matchAll(
    /^export interface (\w+)[^{]*\{(.*?)^\}/gms,
  )) {
    for (const [, member = "", name = ""] of body.matchAll(/^ {4}(\w+)\??: (\w+)/gm)) {
      if (typeof enums[name] === "object") found.push({ structure, member, name });
    }
  }
  return found;
}

function collect(shape: Shape, names: Set<string>): void {
  if (shape.kind === "list" || shape.kind === "map") collect(shape.of, names);
  if (shape.kind !== "structure" || names.has(shape.name)) return;
  names.add(shape.name);
  for (const member of shape.members) collect(member.shape, names);
}
