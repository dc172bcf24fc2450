import { styleText } from "node:util";
import Table from "cli-table3";
import { caveats, caveatsOf } from "../../contract/caveat.ts";
import type { Observed } from "../../contract/observed.ts";
import type { RunSummary } from "../../contract/run-summary.ts";
import { caveatText } from "./caveat-text.ts";

/** The closing table of a local-bench, and below it what went wrong and where the files are. */
export function renderSummary(runs: readonly RunSummary[], colours: boolean): string {
  const paint = (format: Parameters<typeof styleText>[0], text: string) =>
    colours ? styleText(format, text) : text;
  const table = new Table({
    head: ["benchmark", "status", "sim days/day", "wall", "phases", "ran", "result"],
    style: colours ? { head: ["bold"], border: ["gray"] } : { head: [], border: [] },
    wordWrap: true,
  });
  for (const run of runs) {
    const good = run.status === "succeeded" && run.valid;
    table.push([
      run.benchmark_id,
      paint(good ? "green" : "red", outcome(run)),
      [
        number(run.sim_days_per_day, (value) => value.toFixed(value < 10 ? 2 : 0)),
        ...(run.proxy_index.value === null ? [] : [`index ${run.proxy_index.value.toFixed(2)}`]),
      ].join("\n"),
      number(run.workload_wall_s, (value) => `${value.toFixed(1)} s`),
      mainPhases(run)
        .map(({ name, wall_s }) => `${name} ${wall_s.toFixed(2)} s`)
        .join("\n"),
      [run.architecture, emulation(run.emulated), ...machine(run)].join("\n"),
      run.result ? run.result.uri.replace(/\/(?=[^/]+\/[^/]+\/[^/]+$)/, "/\n") : "none",
    ]);
  }
  const notes = runs.flatMap((run) => [
    ...(run.status === "succeeded" ? [] : [`${run.benchmark_id}: ${run.reason}`]),
    ...(run.result
      ? []
      : [
          `${run.benchmark_id}: no result: ${run.sim_days_per_day.value === null ? run.sim_days_per_day.reason : ""}`,
        ]),
    ...run.placement_differences.map((what) => `${run.benchmark_id}: not as asked: ${what}`),
    ...run.disturbances.map((what) => `${run.benchmark_id}: disturbed: ${what}`),
    ...(run.recovered_to
      ? [`${run.benchmark_id}: the result was recovered from the log into ${run.recovered_to}`]
      : []),
  ]);
  const measured = runs.filter(({ result }) => result !== null);
  const found = new Set(
    measured.flatMap(({ emulated, proxy, disturbances }) =>
      caveatsOf({ emulated: emulated.value, proxy, disturbances: disturbances.join("; ") }),
    ),
  );
  notes.push(...caveats.filter((caveat) => found.has(caveat)).map((caveat) => caveatText[caveat]));
  const files = runs.flatMap(({ result }) => (result ? [`  ${result.directory}`] : []));
  return [table.toString(), ...notes, ...(files.length > 0 ? ["Files:", ...files] : [])].join("\n");
}

/** A job that ended well with a result that does not count is no success. */
const outcome = ({ status, valid }: RunSummary): string =>
  status === "succeeded" && !valid ? "invalid" : status;

const number = (of: Observed<number>, format: (value: number) => string): string =>
  of.value === null ? "not measured" : format(of.value);

const emulation = (of: Observed<boolean>): string =>
  of.value === null ? "unknown" : of.value ? "emulated" : "native";

/** Before and after the runs, so that a machine that changed meanwhile is seen. */
function machine({ canaries }: RunSummary): string[] {
  if (canaries.length === 0) return [];
  const triad = canaries.map(({ triad_gb_per_s }) => triad_gb_per_s.toFixed(1)).join(" → ");
  const clock = canaries.map(({ clock_ghz }) => clock_ghz.toFixed(2)).join(" → ");
  return [`triad ${triad} GB/s`, `clock ${clock} GHz`];
}

/** "=> …" are parts of the phase above them. */
const mainPhases = ({ phases }: RunSummary) => phases.filter(({ name }) => !name.startsWith("=>"));
