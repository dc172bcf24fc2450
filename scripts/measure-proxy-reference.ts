/**
 * Measures the machine that is 1 of the proxy's index, and writes contract/proxy-index/reference-machine.json and the table of
 * docs/proxy.md. On an idle machine, from the top of the checkout:
 *
 *     node scripts/measure-proxy-reference.ts "what the machine is" [--rounds N]
 *
 * Refuses to write where the threads did not have a core each, since then the times are not the machine's.
 */
import { readFile, writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { format, resolveConfig } from "prettier";
import { weighedPhases } from "../contract/proxy-index/published-shares.ts";
import { referenceFrom, type ReferenceMachine } from "../contract/proxy-index/reference-machine.ts";
import type { WorkloadReport } from "../contract/workload-report.ts";
import { runMix } from "../bench/proxy/mix.ts";
import { coreShare, mixTable } from "../bench/proxy/mix-tables.ts";
import { median } from "../bench/statistics.ts";

const leastCoreShare = 0.95;
const file = "contract/proxy-index/reference-machine.json";
const page = "docs/proxy.md";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: "string", default: "3" } },
});
const [machine] = positionals;
const rounds = Number(values.rounds);
if (machine === undefined || positionals.length > 1 || !Number.isInteger(rounds) || rounds < 1) {
  console.error(
    'Given: not one description of the machine, or no number of rounds. For example: "two cores of …" --rounds 3',
  );
  process.exit(2);
}

const runs = await runMix(rounds);
const reference = medianReference(runs.generic, machine);
const table = mixTable(runs, reference);
console.log(table.join("\n"));
const share = median(runs.generic.map(coreShare));
if (!(share >= leastCoreShare)) {
  console.error(
    `Nothing is written: a thread had ${share.toFixed(2)} of a core, at least ${leastCoreShare} is needed. Measure again where nothing else runs.`,
  );
  process.exit(1);
}
await writeFile(
  file,
  await format(JSON.stringify(reference), { ...(await resolveConfig(file)), filepath: file }),
);
const text = await readFile(page, "utf8");
const block = /(<!-- measured by scripts\/measure-proxy-reference\.ts -->\n\n```\n)[\s\S]*?(\n```)/;
if (!block.test(text)) throw new Error(`${page} has no block for the table.`);
const lines = table.map((line) => `  ${line}`.trimEnd()).join("\n");
await writeFile(
  page,
  text.replace(block, (_all, before: string, after: string) => before + lines + after),
);
console.log(`Written: ${file} and the table of ${page}. Read what the page says of its figures.`);

/** Each phase by its median over the rounds. */
function medianReference(reports: readonly WorkloadReport[], name: string): ReferenceMachine {
  const single = reports.map((report) => referenceFrom(report, name, new Date().toISOString().slice(0, 10)));
  const [first] = single;
  const [known] = first?.cases ?? [];
  if (!first || !known) throw new Error("No run of the proxy.");
  const secondsOf = (phase: string) => single.flatMap(({ cases }) => cases[0]?.seconds_per_hour[phase] ?? []);
  const seconds = weighedPhases.flatMap((phase) => {
    const found = secondsOf(phase);
    // Its own verification, which is no phase of the model.
    return found.length === 0 || phase === "Diagnostics"
      ? []
      : [[phase, Number(median(found).toFixed(3))] as const];
  });
  return {
    ...first,
    how: `Wall seconds of the phases, medians of ${reports.length} runs of the generic build (ctm-proxy --simulation fullchem --hours 1) in turns with the tuned one, on a machine that had nothing else to do: a thread had ${median(reports.map(coreShare)).toFixed(2)} of a core. scripts/measure-proxy-reference.ts measures it anew.`,
    cases: [{ ...known, seconds_per_hour: Object.fromEntries(seconds) }],
  };
}
