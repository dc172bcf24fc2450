import { operations } from "../../emulator/model/operations.ts";
import { motoBatchOperations, motoVersion } from "../../emulator/http/routes/moto-operations.ts";
import { localOperations } from "./local-operations.ts";
import { argued, type Argued, type ArguedKind } from "./argued.ts";
import { count, staleArguments, standingOf, type ConformanceRun, type Outcome } from "./outcomes.ts";

/** docs/conformance.md, of a run and of what the code has. */
export function conformancePage(run: ConformanceRun): string {
  return [
    "# Conformance",
    "",
    "Whether the local AWS Batch behaves as AWS's cannot be asked of AWS here. What can: whether tests that others wrote for AWS Batch's API pass",
    "against it. moto's are the largest public suite; they are run unmodified, in server mode, against the one endpoint. This page is written by",
    "`npm run conformance`, which says at its top how the tests are had and run; they are no part of this project.",
    "",
    ...summary(run),
    "## What does not pass, and why",
    "",
    "A test is argued where AWS is documented or reported to behave otherwise than it expects, or where it expects what AWS does not document. A test",
    "that fails and is not argued is a fault. What these tests found wrong here was put right, each with a test of its own.",
    "",
    ...argumentTables(run),
    "### What could still pass",
    "",
    ...couldPass(run),
    "## Operation by operation",
    "",
    ...operationTable(),
    "",
  ].join("\n");
}

function summary(run: ConformanceRun): string[] {
  const files = Map.groupBy(run.outcomes, ({ test }) => test.split("::")[0] ?? "");
  const row = (title: string, outcomes: readonly Outcome[]) => {
    const { passed, argued: arguedHere, failed, skipped } = count(outcomes);
    return `| ${title} | ${passed} | ${arguedHere} | ${failed} | ${skipped} |`;
  };
  const all = count(run.outcomes);
  const ran = all.passed + all.argued + all.failed;
  return [
    `**${run.date}, moto ${run.moto}, boto3 ${run.boto3}: of ${run.outcomes.length} tests ${ran} ran (moto itself skips ${all.skipped} in server mode); ${all.passed} passed, ${all.argued} are argued below, ${all.failed} failed.**`,
    "",
    "The environment was started with `gcbench local up --fresh --instant --account 123456789012`. Without `--instant` an environment is CREATING for a",
    "moment, and CreateJobQueue refuses it as AWS does; most of these tests do not wait.",
    "",
    "| tests | passed | argued | failed | skipped |",
    "|---|--:|--:|--:|--:|",
    ...Array.from(files, ([file, outcomes]) => row(`\`${file}\``, outcomes)),
    row("all", run.outcomes),
    "",
  ];
}

const kinds: Readonly<Record<ArguedKind, string>> = {
  documented: "AWS documents otherwise",
  reported: "AWS is reported to do otherwise",
  open: "AWS documents nothing of it",
};

function argumentTables(run: ConformanceRun): string[] {
  const stale = new Set(staleArguments(run));
  const row = ({ tests, reason, source }: Argued) =>
    `| ${tests
      .filter((test) => !stale.has(test))
      .map((test) => `\`${test.replace(/^test_batch(?:_simple)?\//, "")}\``)
      .join("<br>")} | ${reason} | ${source} |`;
  const parts = Object.entries(kinds).flatMap(([kind, title]) => [
    `### ${title}`,
    "",
    "| tests | why | source |",
    "|---|---|---|",
    ...argued.filter((one) => one.kind === kind).map(row),
    "",
  ]);
  const failed = run.outcomes.filter((outcome) => standingOf(outcome) === "failed");
  if (failed.length === 0) return parts;
  return [...parts, "### Faults", "", ...failed.map(({ test, reason }) => `- \`${test}\`: ${reason}`), ""];
}

function couldPass(run: ConformanceRun): string[] {
  const tests = new Map(
    Object.keys(kinds).map((kind) => [
      kind,
      run.outcomes.filter(
        (outcome) =>
          standingOf(outcome) === "argued" &&
          argued.some((one) => one.kind === kind && one.tests.includes(outcome.test)),
      ).length,
    ]),
  );
  return [
    `Of what is argued, the ${tests.get("documented")} tests that AWS's documentation is against could pass only where the local Batch took what AWS refuses, or told`,
    `what AWS does not; the ${tests.get("reported")} that reports are against, where AWS is seen to do otherwise today. The ${tests.get("open")} of which nothing is documented would`,
    "pass with moto's words and moto's order, which are no more AWS's than those here: one error or one list of AWS's, recorded, settles each.",
    "",
  ];
}

function operationTable(): string[] {
  const here = new Set(localOperations());
  const moto = new Set(motoBatchOperations);
  const names = [...operations.keys()].toSorted();
  const yes = (has: boolean) => (has ? "✔" : "–");
  return [
    `AWS Batch has ${names.length} operations (service model of the installed SDK); ${names.filter((name) => here.has(name)).length} are answered here, ${names.filter((name) => moto.has(name)).length} by moto ${motoVersion}. Whether an operation is`,
    "there says nothing of what it does: moto takes any order, size and name for most of them, and does not schedule.",
    "",
    `| operation | here | moto ${motoVersion} |`,
    "|---|:-:|:-:|",
    ...names.map((name) => `| ${name} | ${yes(here.has(name))} | ${yes(moto.has(name))} |`),
  ];
}
