import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createJournal } from "../../../../runner/system/journal.ts";
import { temporaryDirectory } from "../support/ports.ts";

test("what was said before there was a file is kept too, what is said after the end is only printed", () => {
  const printed: string[] = [];
  const file = join(temporaryDirectory(), "log.txt");
  const journal = createJournal((text) => printed.push(text));
  journal.say("early\nand more");
  journal.keepIn(file);
  journal.pass("of the workload");
  journal.stopKeeping();
  journal.say("late");
  expect(readFileSync(file, "utf8")).toBe("runner: early\nrunner: and more\nof the workload\n");
  expect(printed.join("")).toBe("runner: early\nrunner: and more\nof the workload\nrunner: late\n");
});

test.runIf(process.platform === "linux")("a full disk costs the kept log, not the run", () => {
  const printed: string[] = [];
  const journal = createJournal((text) => printed.push(text));
  journal.keepIn("/dev/full");
  journal.say("one");
  journal.say("two");
  expect(printed.join("")).toMatch(
    /^runner: one\nrunner: the rest of the log is not kept: ENOSPC.*\nrunner: two\n$/,
  );
});
