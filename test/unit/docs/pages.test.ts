import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { benchmarkConfig } from "../../../contract/benchmark-config.ts";
import { candidateTypes } from "../../../contract/candidate-types.ts";
import { loadScenario, scenariosDirectory } from "../../../contract/load-scenario.ts";
import { shippedPrices } from "../../../contract/prices/on-demand-price.ts";
import { imageVariables } from "../../../emulator/library/image/image-contract.ts";
import { projectRoot } from "../../../host/paths.ts";
import { guardrails } from "../../../infra/guardrails/all.ts";
import { unpredicted } from "../../../report/plan/predict.ts";
import { simulate } from "../../../simulation/simulate.ts";
import { simulationText } from "../../../simulation/simulation-text.ts";
import lastRun from "../../../scripts/conformance/last-run.json" with { type: "json" };
import { staleArguments, type ConformanceRun } from "../../../scripts/conformance/outcomes.ts";
import { conformancePage } from "../../../scripts/conformance/page.ts";
import { classMarks, resourceClassesTable } from "../../../scripts/resource-classes-table.ts";
import { servicesTable, tableMarks } from "../../../scripts/services-table.ts";
import { stackTypeMarks, stackTypesTable } from "../../../scripts/stack-types-table.ts";
import { gcbenchIn } from "../../support/gcbench.ts";
import { temporaryDirectory } from "../../support/temporary-directory.ts";

const page = (name: string): string => readFileSync(path.join(projectRoot, name), "utf8");

/** What stands in code type at the beginning of a table's rows, below a heading. */
function firstColumn(text: string, heading: string): string[] {
  const [, section = ""] = `\n${text}`.split(`\n${heading}\n`);
  const [body = ""] = section.split(/\n#+ /, 1);
  return Array.from(body.matchAll(/^\| (`.*?) \|/gm), ([, cell = ""]) => cell);
}

/** `--name` of every option in a help text. */
const optionsOf = (help: string): string[] =>
  Array.from(help.matchAll(/^ +(?:-\w, )?--([\w-]+)/gm), ([, name = ""]) => name);

test("the page of guardrails has each, once", () => {
  const listed = firstColumn(page("docs/guardrails.md"), "# Guardrails").map((cell) =>
    cell.replaceAll("`", ""),
  );
  expect(listed.toSorted()).toEqual(guardrails.map(({ name }) => name).toSorted());
});

test("the page of the local AWS has the services and operations that requests are routed by", () => {
  expect(page("docs/local-aws.md")).toContain(tableMarks.join(servicesTable()));
});

test("the page of the local AWS has the types of resources that stacks can have", () => {
  expect(page("docs/local-aws.md")).toContain(stackTypeMarks.join(stackTypesTable()));
});

test("the page of local deployments has what becomes of each type of resource", () => {
  expect(page("docs/local-deploy.md")).toContain(classMarks.join(resourceClassesTable()));
});

test("the page of the local Batch for other projects has every option of startLocalBatch", () => {
  const listed = firstColumn(page("docs/local-batch.md"), "## Options").flatMap((cell) =>
    Array.from(cell.matchAll(/`(\w+)`/g), ([, name = ""]) => name),
  );
  const [, members = ""] =
    /interface LocalBatchOptions \{(.*?)\n\}/s.exec(page("emulator/library/local-batch.ts")) ?? [];
  const options = Array.from(members.matchAll(/^ {2}readonly (\w+)\?:/gm), ([, name = ""]) => name);
  expect(options).toContain("jobs");
  expect(listed.toSorted()).toEqual(options.toSorted());
});

test("the page of the local Batch for other projects has every variable of the image", () => {
  const listed = firstColumn(page("docs/local-batch.md"), "## As a container").flatMap((cell) =>
    Array.from(cell.matchAll(/`(\w+)`/g), ([, name = ""]) => name),
  );
  expect(listed.toSorted()).toEqual(Object.values(imageVariables).toSorted());
});

test("the page of conformance has the last run, what is argued, and the operations that the code has", () => {
  const run = lastRun as ConformanceRun;
  // `npm run conformance` writes it.
  expect(page("docs/conformance.md")).toBe(conformancePage(run));
  expect(staleArguments(run), "argued, and did not fail so").toEqual([]);
});

test("the page of local benchmarks has every instance type among which users choose, and no other", () => {
  const [, sentence = ""] = /^Among them: (.*?)\. A compute/ms.exec(page("docs/local-bench.md")) ?? [];
  const listed = sentence.matchAll(/((?:`\w+`(?:, )?)+) in ((?:`\d*\w*large`(?:, | and )?)+)/g);
  const words = (text = "") => Array.from(text.matchAll(/`(\w+)`/g), ([, word]) => word);
  const names = Array.from(listed).flatMap(([, families, sizes]) =>
    words(families).flatMap((family) => words(sizes).map((size) => `${family}.${size}`)),
  );
  expect(names.toSorted()).toEqual(candidateTypes.map(({ name }) => name).toSorted());
});

test("the page of local benchmarks has every key of a config", () => {
  const listed = firstColumn(page("docs/local-bench.md"), "# Running benchmarks locally").flatMap((cell) =>
    Array.from(cell.matchAll(/`([\w.*]+)`/g), ([, name = ""]) => name.split(".")[0]),
  );
  expect(new Set(listed)).toEqual(new Set(Object.keys(benchmarkConfig.shape)));
});

test("the README has every option of local-bench", async () => {
  const gcbench = gcbenchIn(temporaryDirectory("docs"));
  const { stdout } = await gcbench(["local-bench", "--help"]);
  const listed = firstColumn(page("README.md"), "## Options of `local-bench`").flatMap((cell) =>
    Array.from(cell.matchAll(/`--([\w-]+)/g), ([, name = ""]) => name),
  );
  expect(listed.toSorted()).toEqual(
    optionsOf(stdout)
      .filter((name) => name !== "help")
      .toSorted(),
  );
});

test("the page of simulations has what the shipped scenarios come to", async () => {
  for (const name of ["tonight", "shares"]) {
    const simulation = await simulate(loadScenario(name), {
      prices: shippedPrices,
      predict: () => unpredicted("no results"),
    });
    expect(page("docs/simulate.md")).toContain(
      `$ npx gcbench simulate ${name}\n${simulationText(simulation)}\n`,
    );
  }
});

test("the page of simulations has every shipped scenario", () => {
  const names = firstColumn(page("docs/simulate.md"), "# What would it take: simulating a fleet").map(
    (cell) => cell.replaceAll("`", ""),
  );
  const shipped = readdirSync(scenariosDirectory).map((file) => path.parse(file).name);
  expect(names.toSorted()).toEqual(shipped.toSorted());
});

test("every command stands in the README or in a page of docs/", async () => {
  const { stdout } = await gcbenchIn(temporaryDirectory("docs"))(["--help"]);
  const commands = Array.from(
    stdout.split("Commands:")[1]?.matchAll(/^ {2}([a-z][\w-]*)/gm) ?? [],
    ([, name = ""]) => name,
  );
  expect(commands).toContain("local-bench");
  const pages = ["README.md", ...readdirSync(path.join(projectRoot, "docs")).map((name) => `docs/${name}`)];
  const text = pages
    .filter((name) => name.endsWith(".md"))
    .map(page)
    .join("\n");
  const missing = commands.filter(
    (name) => name !== "help" && !new RegExp(`(?:gcbench|npm run) ${name}\\b`).test(text),
  );
  expect(missing).toEqual([]);
});

test("every page of docs/ is linked from the README, and every link leads to a file", () => {
  const readme = page("README.md");
  const pages = readdirSync(path.join(projectRoot, "docs")).filter((name) => name.endsWith(".md"));
  const architecture = page("docs/architecture.md");
  const unlinked = pages.filter(
    (name) => !readme.includes(`(docs/${name})`) && !architecture.includes(`(${name})`),
  );
  expect(unlinked).toEqual([]);
  const sources = ["README.md", "CONTRIBUTING.md", "SECURITY.md", ...pages.map((name) => `docs/${name}`)];
  const broken = sources.flatMap((source) =>
    Array.from(page(source).matchAll(/\]\((?!https?:|#)([^)#\s]+)(?:#[^)]*)?\)/g), ([, to = ""]) => to)
      .filter((to) => !existsSync(path.join(projectRoot, path.dirname(source), to)))
      .map((to) => `${source} → ${to}`),
  );
  expect(broken).toEqual([]);
});
