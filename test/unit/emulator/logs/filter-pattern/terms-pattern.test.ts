import { describe, expect, test } from "vitest";
import { matched } from "./matched.ts";

describe("the user guide's examples", () => {
  const events = [
    "[ERROR 400] BAD REQUEST",
    "[ERROR 401] UNAUTHORIZED REQUEST",
    "[ERROR 419] MISSING ARGUMENTS",
    "[ERROR 420] INVALID ARGUMENTS",
    "[INFO] REQUEST FAILED",
    "[ERROR 500] INTERNAL SERVER ERROR",
    "[SUCCESS 200] AUTHORIZED REQUEST",
  ];

  test.each([
    ["ERROR", [0, 1, 2, 3, 5]],
    ["ERROR ARGUMENTS", [2, 3]],
    ["?ERROR ?ARGUMENTS", [0, 1, 2, 3, 5]],
    ["?ERROR ?ARGUMENTS REQUEST", [0, 1, 4, 6]],
    ['"INTERNAL SERVER ERROR"', [5]],
    ["ERROR -ARGUMENTS", [0, 1, 5]],
    ['" "', [0, 1, 2, 3, 4, 5, 6]],
    ["", [0, 1, 2, 3, 4, 5, 6]],
    ["%AUTHORIZED%", [1, 6]],
  ])("%s", (pattern, wanted) => {
    expect(matched(pattern, events)).toEqual(wanted.map((at) => events[at]));
  });

  test("a minus sign and its term may be apart (2023)", () => {
    expect(matched('"ERROR" - "Exiting"', ["ERROR: x", "Exiting with ERRORCODE: -1"])).toEqual(["ERROR: x"]);
  });
});

/** Answers of the service, docs/batch-facts.md. */
describe("what the service was seen to do", () => {
  test.each([
    ["a-b", ["a", "a-b", "b", "a c"], ["a", "a c"]],
    ["a?b", ["a", "b", "a b"], ["a", "a b"]],
    ["a.b", ["a.b", "a b"], ["a.b"]],
    ["café", ["café", "cafe"], ["café"]],
    ["error", ["ERROR", "an error"], ["an error"]],
    ["?x -y", ["x", "y", "z"], ["x", "z"]],
    ['-"two words"', ["two words", "two  words"], ["two  words"]],
    ['"ERR*"', ["ERROR", "ERR*"], ["ERR*"]],
    ['" "', ["one", "two words"], ["two words"]],
    [String.raw`"say \"no\""`, ['say "no"', "say no"], ['say "no"']],
  ])("%s", (pattern, events, wanted) => {
    expect(matched(pattern, events)).toEqual(wanted);
  });

  test.each([
    ["ERR*", "Invalid character(s) in term '*'"],
    ["Status: timeout", "Invalid character(s) in term ':'"],
    ["a/b", "Invalid character(s) in term '/'"],
    ["(a", "Invalid character(s) in term '('"],
    ["ERROR %WARN%", "Invalid character(s) in term '%'"],
    ["?%WARN%", "Invalid character(s) in term '%'"],
    ['""', `Invalid character(s) in term '""'`],
    ['"ERROR', `Invalid character(s) in term '"ERROR'`],
    ["“x“", "Invalid character(s) in term '“'"],
    ["%%", "Invalid character(s) in term '%%'"],
    ["%abc", "If a filter pattern starts with '%' it must end with '%'"],
    ["%something!%", "Invalid character(s) in term '%something!'"],
    ["%(ab)+%", "Invalid character(s) in term '%('"],
    [String.raw`%\(ab\)%`, String.raw`Invalid character(s) in term '%\('`],
    ["%café%", "Invalid character(s) in term '%café'"],
    ["%a% %b%", "Invalid character(s) in term ' '"],
    [String.raw`%\p%`, "Failed to compile regular expression."],
    ["%[z-a]%", "Failed to compile regular expression."],
    ["%a++%", "Failed to compile regular expression."],
  ])("%s is refused: %s", (pattern, message) => {
    expect(() => matched(pattern, [])).toThrow(message);
  });

  test.each([
    ['"ERROR"WARN', "A space after the closing quote is expected where there is 'WARN'"],
    ["ERROR -", "A term after its sign is expected where the pattern ends"],
  ])("%s is refused, with a reason of ours: %s", (pattern, message) => {
    expect(() => matched(pattern, [])).toThrow(message);
  });
});
