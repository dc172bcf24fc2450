import { describe, expect, test } from "vitest";
import { matched } from "./matched.ts";

/** User guide, "Usage of supported operators", and answers of the service (docs/batch-facts.md). */
test.each([
  ["%^[hc]at%", ["hat", "cat", "a hat"], ["hat", "cat"]],
  ["%[hc]at$%", ["the cat", "cats"], ["the cat"]],
  ["%colou?r%", ["color", "colour", "colouur"], ["color", "colour"]],
  ["%^[abcx-z]$%", ["a", "y", "w"], ["a", "y"]],
  ["%^a{3,5}$%", ["aa", "aaa", "aaaaa", "aaaaaa"], ["aaa", "aaaaa"]],
  ["%^a{,2}$%", ["a", "aa", "aaa"], ["a", "aa"]],
  ["%^a{2,}$%", ["a", "aa", "aaaa"], ["aa", "aaaa"]],
  ["%^a[{,2}]$%", ["a{", "a0", "aa"], ["a{"]],
  ["%gra|ey%", ["gray", "grey", "gr"], ["gray", "grey"]],
  ["%^starting|^shutting down%", ["shutting down ...", "skipping starting"], ["shutting down ..."]],
  ["%abcc|ab[^c]$%", ["abcc ...", "aba", "aac ..."], ["abcc ...", "aba"]],
  [String.raw`%\[.\]%`, ["[a]", "[ ]", "[ab]"], ["[a]", "[ ]"]],
  [String.raw`%10\.10\.0\.1%`, ["10.10.0.1", "10010,051"], ["10.10.0.1"]],
  ["%10.10.0.1%", ["10.10.0.1", "10010,051"], ["10.10.0.1", "10010,051"]],
  ["%ab*c%", ["ac", "abbbc", "adc"], ["ac", "abbbc"]],
  ["%ab+c%", ["ac", "abc"], ["abc"]],
  ["%.at%", ["hat", "#at", "at"], ["hat", "#at"]],
  ["%a.b%", ["a-b", "a\nb"], ["a-b"]],
  [String.raw`%\d%`, ["a1", "a"], ["a1"]],
  [String.raw`%^\D$%`, ["1", "a"], ["a"]],
  [String.raw`%a\sb%`, ["a b", "a\tb", "a\nb", "ab"], ["a b", "a\tb", "a\nb"]],
  [String.raw`%^\S\w\W$%`, ["a_-", "a b", " aa"], ["a_-"]],
  [String.raw`%\x3A\x28%`, ["key:(", "key:"], ["key:("]],
  [String.raw`%a\-b%`, ["a-b", "ab"], ["a-b"]],
  [String.raw`%a\\p%`, [String.raw`a\p`, "ap"], [String.raw`a\p`]],
  ["%a+?%", ["caf", "b"], ["caf"]],
])("%s", (pattern, events, wanted) => {
  expect(matched(pattern, events)).toEqual(wanted);
});

describe("an expression that would keep a backtracking engine for days", () => {
  test("is searched for in time that is linear in the event", () => {
    const event = "a".repeat(20_000);
    expect(matched(`%${"a*".repeat(500)}b%`, [event, `${event}b`])).toEqual([`${event}b`]);
    expect(matched("%[ab]*a[ab]*b[ab]*c$%", [`${"ab".repeat(10_000)}cd`])).toEqual([]);
  });

  test("is refused when its counts are large", () => {
    expect(() => matched("%a{600}.{,401}%", [])).toThrow(
      "The counts in %a{600}.{,401}% add up to 1001 repetitions; the local CloudWatch Logs takes at most 1000.",
    );
  });
});
