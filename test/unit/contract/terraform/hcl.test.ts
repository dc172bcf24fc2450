import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { evaluateTemplate, Unresolvable } from "../../../../contract/terraform/hcl.ts";

const values: Readonly<Record<string, unknown>> = {
  "aws_iam_role.job-role.arn": "arn:aws:iam::0:role/job",
  "aws_subnet.a.id": "subnet-1",
  "data.aws_availability_zones.z.names": ["us-east-1a", "us-east-1b"],
  "var.count": 3,
};
const evaluate = (text: string) =>
  evaluateTemplate(text, (path) => {
    const value = values[path.join(".")];
    if (value === undefined) throw new Unresolvable(path.join("."));
    return value;
  });

describe("templates", () => {
  test.each([
    ["plain", "plain"],
    ["", ""],
    ["$5 {a} %d }", "$5 {a} %d }"],
    ["$${literal} and %%{too}", "${literal} and %{too}"],
    ["${aws_iam_role.job-role.arn}", "arn:aws:iam::0:role/job"],
    ["a ${aws_subnet.a.id}/${ var.count } b", "a subnet-1/3 b"],
    ["${var.count}", 3],
    ["${true}", true],
    ["${null}", null],
    ["${-1.5e2}", -150],
    ['${"a${aws_subnet.a.id}\\n\\"q\\" \\u00fc"}', 'asubnet-1\n"q" ü'],
    ["${data.aws_availability_zones.z.names}", ["us-east-1a", "us-east-1b"]],
    ["${element(data.aws_availability_zones.z.names, 3)}", "us-east-1b"],
    ['${join("-", ["a", (var.count), "c",])}', "a-3-c"],
    ['${jsonencode({"a" = [1, {b: aws_subnet.a.id}], c = true})}', '{"a":[1,{"b":"subnet-1"}],"c":true}'],
    ['${jsonencode({\n "a" = 1,\n})}', '{"a":1}'],
    ['${replace(lower("A-B"), "-", "_")}', "a_b"],
  ])("%s → %j", (text, expected) => {
    expect(evaluate(text)).toEqual(expected);
  });

  test.each([
    ["${aws_instance.x.id}", "aws_instance.x.id"],
    ["${aws_subnet.a.id", "this expression"],
    ['${"open}', "unfinished"],
    ["${var.count + 1}", "operators"],
    ["${var.count == 3 ? 1 : 2}", "operators"],
    ["${timestamp()}", "function timestamp"],
    ["%{ if true }a%{ endif }", "directives"],
    ["a ${data.aws_availability_zones.z.names}", "cannot stand inside a text"],
    ["${aws_subnet.a[*].id}", "this expression"],
    ["${}", "this expression"],
  ])("%s is refused: %s", (text, message) => {
    expect(() => evaluate(text)).toThrow(Unresolvable);
    expect(() => evaluate(text)).toThrow(message);
  });

  test("text without expressions comes back as it is; nothing but Unresolvable is ever thrown", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        if (!/[$%]\{/.test(text)) expect(evaluate(text)).toBe(text);
      }),
    );
    fc.assert(
      fc.property(
        fc.array(
          fc.constantFrom("${", "}", '"', "[", "]", "a.b.c", "(", ")", ",", "1", "{", "=", " ", "\\", "."),
        ),
        (parts) => {
          try {
            evaluate(parts.join(""));
          } catch (error) {
            expect(error).toBeInstanceOf(Unresolvable);
          }
        },
      ),
      { numRuns: 2000 },
    );
  });
});
