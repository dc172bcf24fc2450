import { describe, expect, test } from "vitest";
import { parseFilterPattern } from "../../../../../emulator/logs/filter-pattern/parse-filter-pattern.ts";
import { matched } from "./matched.ts";

const extracted = (pattern: string, event: string) => parseFilterPattern(pattern).match(event);
const request = '127.0.0.1 Prod frank [10/Oct/2000:13:25:15 -0700] "GET /index.html HTTP/1.0" 404 1534';

describe("the user guide's examples", () => {
  test.each([
    String.raw`[ip=%127\.0\.0\.[1-9]%, user, username, timestamp, request =*.html*, status_code = 4*, bytes]`,
    "[..., request =*.html*, status_code = 4*, bytes]",
    "[ip, user, username, timestamp, request =*.html*, status_code = 404 || status_code = 410, bytes]",
    "[ip, user, username, timestamp, request, status_code = 4* && status_code != 403, bytes > 1000]",
    "[ip, user, ..., status_code, bytes]",
    "[ip, user, ...]",
  ])("%s matches", (pattern) => {
    expect(matched(pattern, [request])).toEqual([request]);
  });

  const events = [
    "INFO 09/25/2014 12:00:00 GET /service/resource/67 1200",
    "INFO 09/25/2014 12:00:01 POST /service/resource/67/part/111 1310",
    "WARNING 09/25/2014 12:00:02 Invalid user request",
    "ERROR 09/25/2014 12:00:02 Failed to process request",
  ];
  test.each([
    ["[w1=ERROR, w2]", [3]],
    ["[w1=ERROR || w1=WARNING, w2]", [2, 3]],
    ["[w1!=ERROR && w1!=WARNING, w2]", [0, 1]],
    ["[logLevel, date, time, method, url=%/service/resource/[0-9]+$%, response_time]", [0]],
    ["[logLevel, date, time, method, url=%/service/resource/[0-9]+/part/[0-9]+$%, response_time]", [1]],
    // In public use: with one field it is the whole event.
    ['[(w1="*ERROR*" || w1="*INFO*") && w1!="*POST*"]', [0, 3]],
  ])("%s", (pattern, wanted) => {
    expect(matched(pattern, events)).toEqual(wanted.map((at) => events[at]));
  });

  /** API reference, TestMetricFilter. */
  test("values by name, and by place where there is none", () => {
    expect(extracted("[..., request=*.html*, status_code=4*,]", request)).toEqual({
      $1: "127.0.0.1",
      $2: "Prod",
      $3: "frank",
      $4: "10/Oct/2000:13:25:15 -0700",
      $request: "GET /index.html HTTP/1.0",
      $status_code: "404",
      $7: "1534",
    });
    expect(Object.keys(extracted("[]", request) ?? {})).toEqual(["$1", "$2", "$3", "$4", "$5", "$6", "$7"]);
  });
});

/** Answers of the service, docs/batch-facts.md. */
describe("what the service was seen to do", () => {
  test.each([
    ["[a, b, c]", 'x "two words" y', { $a: "x", $b: "two words", $c: "y" }],
    ["[a, b]", 'x "two words" y', { $a: "x", $b: '"two words" y' }],
    ["[a, b]", "x [two words]", { $a: "x", $b: "two words" }],
    ["[a, b, c]", "x\ty  z ", { $a: "x", $b: "y", $c: "z" }],
    ["[a, b]", "x  y   z ", { $a: "x", $b: "y   z " }],
    ["[a]", "x y", { $a: "x y" }],
    ["[, b,]", "x y z q", { $1: "x", $b: "y", $3: "z q" }],
    ["[first, ..., last]", "x y z", { $first: "x", $2: "y", $last: "z" }],
    ["[first, ..., last]", "x y", { $first: "x", $last: "y" }],
    ["[first, ..., last]", "x", undefined],
    ["[a, b]", "x", undefined],
    ["[a, b, c]", 'x "y z', { $a: "x", $b: '"y', $c: "z" }],
    ["[a, b, c]", "x [y z q", { $a: "x", $b: "[y", $c: "z q" }],
    ["[a, b, c, d]", 'x "y"z q', { $a: "x", $b: "y", $c: "z", $d: "q" }],
    ["[a, b]", 'x ""', { $a: "x", $b: "" }],
    ["[a=1, b]", "1.0 x", { $a: "1.0", $b: "x" }],
    ['[a="1", b]', "1.0 x", undefined],
    ["[a=null, b]", "null x", { $a: "null", $b: "x" }],
    ["[]", "", {}],
  ])("%s of %s", (pattern, event, wanted) => {
    expect(extracted(pattern, event)).toEqual(wanted);
  });

  test.each([
    ["[a, b", "If a filter pattern starts with '[' it must end with ']'"],
    ["[a, b] x", "If a filter pattern starts with '[' it must end with ']'"],
    ["[a, a]", "Duplicate field 'a'"],
    ["[a, ..., b, ...]", "Duplicate field '...'"],
    ["[a=ERROR || b=one, b]", "Multiple variables used in a single filter. Var1 : a, Var2 : b"],
    ["[1a]", "Invalid character(s) in term '1a'"],
    ["[...fields, status=FAILED]", "Invalid character(s) in term '...fields'"],
    ["[a = x@y]", "Invalid character(s) in term '@'"],
    [
      "[a=%x%, b=%y%, c=%z%]",
      "Your input has exceeded the maximum of 2 regular expressions per filter pattern.",
    ],
  ])("%s is refused: %s", (pattern, message) => {
    expect(() => matched(pattern, [])).toThrow(message);
  });

  test.each([
    ['[a > "1", b]', '"1" is no number, which <, >, <= and >= compare with.'],
    ["[a == 1]", "A value (\"text\", text*, 1.5 or %expression%) is expected where there is '= 1'."],
    ["[a b]", "One of the operators =, !=, <, >, <=, >= is expected where there is 'b'."],
    ["[a = 1 b]", "',', &&, || or the end is expected where there is 'b'."],
    ["[= 1]", "The name of a field is expected where there is '= 1'."],
  ])("%s is refused, with a reason of ours: %s", (pattern, message) => {
    expect(() => matched(pattern, [])).toThrow(message);
  });
});

test("an event of brackets that are not closed takes no time to speak of", () => {
  expect(matched("[..., last]", ["[ ".repeat(50_000)])).toHaveLength(1);
});
