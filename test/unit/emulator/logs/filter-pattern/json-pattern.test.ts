import { describe, expect, test } from "vitest";
import { matched } from "./matched.ts";

describe("the user guide's examples", () => {
  const event = JSON.stringify({
    eventType: "UpdateTrail",
    sourceIPAddress: "111.111.111.111",
    arrayKey: ["value", "another value"],
    objectList: [
      { name: "a", id: 1 },
      { name: "b", id: 2 },
    ],
    SomeObject: null,
    "cluster.name": "c",
    ThisFlag: true,
  });
  const users = JSON.stringify({
    user: { id: 1, email: "John.Stiles@example.com" },
    users: [
      { id: 2, email: "John.Doe@example.com" },
      { id: 3, email: "Jane.Doe@example.com" },
    ],
    actions: ["GET", "PUT", "DELETE"],
    coordinates: [
      [0, 1, 2],
      [4, 5, 6],
      [7, 8, 9],
    ],
  });

  test.each([
    ['{ $.eventType = "UpdateTrail" }', event],
    ["{ $.sourceIPAddress != 123.123.* }", event],
    ['{ $.arrayKey[0] = "value" }', event],
    ["{ $.objectList[1].id = 2 }", event],
    ["{ $.eventType = %Trail% }", event],
    ["{ $.arrayKey[*] = %val.{2}% }", event],
    [String.raw`{ $.* = %111\.111\.111\.1[0-9]{1,2}% }`, event],
    [`{ $.['cluster.name'] = "c" }`, event],
    ["{ $.SomeObject IS NULL }", event],
    ["{ $.SomeOtherObject NOT EXISTS }", event],
    ["{ $.ThisFlag IS TRUE }", event],
    ['{ ($.user.id = 1) && ($.users[0].email = "John.Doe@example.com") }', users],
    [
      '{ $.user.email = "John.Stiles@example.com" || $.coordinates[0][1] = "nonmatch" && $.actions[2] = "nonmatch" }',
      users,
    ],
    ["{ $.bandwidth > 75 }", '{"bandwidth": 75.5}'],
    ["{ $.latency < 50 }", '{"latency": 49}'],
    ["{ $.refreshRate >= 60 }", '{"refreshRate": 60}'],
    ["{ $.responseTime <= 5 }", '{"responseTime": 5}'],
    ["{ $.errorCode = 400}", '{"errorCode": 400}'],
    ["{ $.errorCode != 500 }", '{"errorCode": 400}'],
    ["{ $.number[0] = 1e+3 }", '{"number": [1000]}'],
    ["{ $.number[0] != 1e-3 }", '{"number": [0.01]}'],
    ["{ $.latency > +1000 }", '{"latency": 1001}'],
  ])("%s matches", (pattern, given) => {
    expect(matched(pattern, [given])).toEqual([given]);
  });

  test.each([
    ['{ ($.user.id = 2 && $.users[0].email = "nonmatch") || $.actions[2] = "GET" }', users],
    [
      '{ ($.user.email = "John.Stiles@example.com" || $.coordinates[0][1] = "nonmatch") && $.actions[2] = "nonmatch" }',
      users,
    ],
    ["{ $.users = 1 }", users],
    ["{ $.users != 1 }", users],
    ["{ $.ThisFlag[0] = value }", event],
    ["{ $.bandwidth > 75 }", '{"bandwidth": 75}'],
    ["{ $.eventType = Update }", event],
    ["{ $.eventType = UpdateTrail }", `at 12:00 ${event}`],
    ["{ $.eventType = UpdateTrail }", `${event} trailing`],
  ])("%s does not match", (pattern, given) => {
    expect(matched(pattern, [given])).toEqual([]);
  });
});

/** Answers of the service, docs/batch-facts.md. */
describe("what the service was seen to do", () => {
  const values = '1|1.0|1e0|"1"|"01"|true|"true"|null|{}|[1]|[null,1]|"foo"|"FOO"|1e309|1e-999'.split("|");
  const events = ["{}", ...values.map((value) => `{"a":${value}}`)];

  test.each([
    ["= 1", '1|1.0|1e0|"1"'],
    ["= 1.0", "1|1.0|1e0"],
    ["= +1", "1|1.0|1e0"],
    ['= "1"', '1|"1"'],
    ["!= 1", '"01"|"true"|"foo"|"FOO"|1e-999'],
    ['!= "foo"', '1|1.0|1e0|"1"|"01"|"true"|"FOO"|1e309|1e-999'],
    ["> 0", "1|1.0|1e0"],
    ["= 0", "1e-999"],
    ["= 1e309", ""],
    ["= foo", '"foo"'],
    ["= *oo", '"foo"'],
    ["= f*o", ""],
    ["= *o*", '"foo"'],
    ["= *", '1|1.0|1e0|"1"|"01"|"true"|"foo"|"FOO"|1e309|1e-999'],
    ["= true", '"true"'],
    ["IS TRUE", "true"],
    ["is null", "null|[null,1]"],
    ["= %1%", '1|1.0|1e0|"1"|"01"'],
    ["!= %1%", '"true"|"foo"|"FOO"|1e309|1e-999'],
    ['= "1.0"', "1.0|1e0"],
  ])("$.a %s: %s", (condition, wanted) => {
    const found = matched(`{ $.a ${condition} }`, events);
    expect(found.map((event) => event.slice(5, -1)).join("|")).toBe(wanted);
  });

  test("integers are compared as they are written, not as doubles", () => {
    const large = ['{"a":9007199254740992}', '{"a":9007199254740993}'];
    expect(matched("{ $.a = 9007199254740993 }", large)).toEqual(large.slice(1));
    expect(matched("{ $.a > 9007199254740992 }", large)).toEqual(large.slice(1));
  });

  test.each([
    ["$.a[*] = 2", '[1,2]|[null,2]|{"x":2}'],
    ["$.a.* = 2", '[1,2]|[null,2]|{"x":2}'],
    ["$.a[*].b = 2", '[{"b":1},{"b":2}]'],
    ["$.a[*] != 2", 'null|2|[]|[1]|{}|[{"b":1},{"b":2}]|[[2]]'],
    ["$.a[*].b != 2", 'null|2|[]|[1]|[1,2]|[null,2]|{}|{"x":2}|[[2]]'],
    ["$.a[*] IS NULL", "[null,2]"],
    ["$.a[*] NOT EXISTS", "null|2|[]|{}|nothing"],
    ["$.a.b NOT EXISTS", 'null|2|[]|[1]|[1,2]|[null,2]|{}|{"x":2}|[{"b":1},{"b":2}]|[[2]]|nothing'],
    ["$.a[1] = 2", "[1,2]|[null,2]"],
    ["$.a NOT EXISTS", "nothing"],
  ])("%s: %s", (condition, wanted) => {
    const given = 'null|2|[]|[1]|[1,2]|[null,2]|{}|{"x":2}|[{"b":1},{"b":2}]|[[2]]'.split("|");
    const all = [...given.map((value) => `{"a":${value}}`), '{"nothing":0}', "[1,2]"];
    const found = matched(`{ ${condition} }`, all);
    expect(found.map((event) => /^{"a":(.*)}$/.exec(event)?.[1] ?? "nothing").join("|")).toBe(wanted);
  });

  test.each([
    ["{ $.a = 1", "If a filter pattern starts with '{' it must end with '}'"],
    ["{ $.a = 1 } x", "If a filter pattern starts with '{' it must end with '}'"],
    ['{ $.a > "0" }', `Invalid character(s) in term '"0"'`],
    ["{ $.a > word }", `Invalid character(s) in term '"word"'`],
    ["{ $.a = a:b }", "Invalid character(s) in term ':'"],
    ["{ $.a IS NOT NULL }", "Invalid character(s) in term 'NOT'"],
    ["{ $ = 2 }", "Invalid character(s) in term '$ '"],
    ["{ $['a.b'] = 2 }", "Invalid character(s) in term '$['"],
    ['{ $.["a.b"] = 2 }', `Invalid character(s) in term '$.["'`],
    ['{ $."sc-status" = 5* }', `Invalid character(s) in term '$."'`],
    ["{ $.a[-1] = 2 }", "Invalid character(s) in term '[-'"],
    [
      "{ $.a[*].* = 2 }",
      "Your filter pattern has a JSON path selector that exceeds the maximum of 1 wildcard allowed per json selector.",
    ],
    [
      "{ $.a = %1% || $.a = %2% || $.a = %3% }",
      "Your input has exceeded the maximum of 2 regular expressions per filter pattern.",
    ],
  ])("%s is refused: %s", (pattern, message) => {
    expect(() => matched(pattern, [])).toThrow(message);
  });

  test.each([
    ["{}", "A property selector, as $.name, is expected where the pattern ends."],
    ["{ level = 1 }", "A property selector, as $.name, is expected where there is 'level = 1 '."],
    ["{ $.a = }", 'A value ("text", text*, 1.5 or %expression%) is expected where the pattern ends.'],
    ["{ $.a == 1 }", "A value (\"text\", text*, 1.5 or %expression%) is expected where there is '= 1 '."],
    ["{ $.a EXISTS }", "One of the operators =, !=, <, >, <=, >= is expected where there is 'EXISTS '."],
    ["{ $.a = 1 AND $.b = 2 }", "&&, || or the end is expected where there is 'AND $.b = 2 '."],
    ["{ ($.a = 1 }", "The ')' that closes a '(' is expected where the pattern ends."],
    ["{ $.a = null }", "NULL is compared with IS NULL."],
    ["{ $.a = 1e2147483648 }", "1e2147483648 is beyond the numbers that can be compared."],
    [
      "{ $.a[*] = 1 || $.b[*] = 1 || $.c[*] = 1 || $.d[*] = 1 }",
      "It has 4 wildcard selectors, and may have 3.",
    ],
  ])("%s is refused, with a reason of ours: %s", (pattern, message) => {
    expect(() => matched(pattern, [])).toThrow(message);
  });
});

test("whatever an event is, nothing is thrown", () => {
  const deep = `${'{"a":'.repeat(20_000)}1${"}".repeat(20_000)}`;
  expect(matched("{ $.a = 1 }", [deep, "{", '{"a":', "", '{"__proto__":1}'])).toEqual([]);
  expect(matched("{ $.__proto__ = 1 }", ['{"__proto__":1}', "{}"])).toEqual(['{"__proto__":1}']);
  expect(matched("{ $.constructor NOT EXISTS }", ["{}"])).toEqual(["{}"]);
});
