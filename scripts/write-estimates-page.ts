/**
 * Writes what docs/estimates.md shows of the code: the output of its commands and the tables of predictions.
 * `--check` fails when the page is not current.
 */
import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { execa } from "execa";
import { publishedRuns } from "../report/estimate/published-runs.ts";
import { leaveOneOutTable } from "../report/terminal/leave-one-out-table.ts";

const page = new URL("../docs/estimates.md", import.meta.url);
const root = fileURLToPath(new URL("..", import.meta.url));

async function outputOf(command: string): Promise<string> {
  const words = (command.match(/"[^"]*"|\S+/g) ?? []).map((word) => word.replaceAll('"', ""));
  const { stdout, stderr } = await execa(process.execPath, ["cli/gcbench.mjs", ...words], {
    cwd: root,
    reject: false,
    env: { NO_COLOR: "1", GCBENCH_STATE_DIR: "/nonexistent" },
  });
  return [stdout, stderr].filter((text) => text !== "").join("\n");
}

async function replace(
  text: string,
  pattern: RegExp,
  by: (found: RegExpExecArray) => Promise<string>,
): Promise<string> {
  const found = [...text.matchAll(pattern)];
  const replaced = await Promise.all(found.map(by));
  let index = 0;
  return text.replaceAll(pattern, () => replaced[index++] ?? "");
}

const current = await readFile(page, "utf8");
const withOutput = await replace(
  current,
  /(```\n\$ npx gcbench (estimate [^\n]*)\n)[\s\S]*?(?=```)/g,
  async ([, head = "", command = ""]) => `${head}${await outputOf(command)}\n`,
);
const text = await replace(
  withOutput,
  /(<!-- leave-one-out: ([^>,]*)(?:(, threads stated)|, of ([^ >]*))? -->)[\s\S]*?(?=<!-- end -->)/g,
  async ([, head = "", simulation = "", stated, observer]) => {
    const runs = publishedRuns().filter(
      (run) =>
        (stated === undefined || run.threadsStated) && (observer === undefined || run.observer === observer),
    );
    return `${head}\n\n${leaveOneOutTable(runs, simulation)}\n\n`;
  },
);
if (text !== current) {
  if (process.argv.includes("--check")) {
    console.error("docs/estimates.md is not current. Run: npm run estimates");
    process.exitCode = 1;
  } else await writeFile(page, text);
}
