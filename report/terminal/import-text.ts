import Table from "cli-table3";
import type { ImportedRun } from "../../contract/imported-run.ts";
import type { Observed } from "../../contract/observed.ts";

/** An imported run for a person: what it was, its timers as they are, what is claimed and what nobody knows. */
export function importText(run: ImportedRun, folder: string): string {
  const { model, claims } = run;
  const values: [string, Observed<string | number | boolean>, string?][] = [
    ["GEOS-Chem", model.version],
    ["compiler", model.compiler],
    ["simulation", model.simulation],
    ["meteorology", model.meteorology],
    ["grid", model.resolution],
    ["levels", model.levels],
    ["nested", model.nested],
    ["simulated from", run.start],
    ["simulated until", run.end],
    ["simulated days", run.simulated_days],
    ["wall time", run.wall_s, ` s (from ${run.wall_from ?? "nothing"})`],
    ["peak memory", run.peak_memory_mib, " MiB"],
    ["cost", run.usd, " US$, at the claimed price"],
  ];
  const table = new Table({ head: ["what", "from its files"], style: { head: [], border: [] } });
  table.push(["outcome", run.outcome]);
  for (const [what, of, unit = ""] of values) {
    table.push([what, of.value === null ? `not known: ${of.reason}` : `${shown(of.value)}${unit}`]);
  }
  return [
    `Imported as ${run.benchmark_id}, ${run.run_id}: ${folder}`,
    table.toString(),
    ...(run.outcome_reason === null ? [] : [run.outcome_reason]),
    timersText(run),
    claimsText(claims),
    ...run.notes,
    "Imported: shown and used for estimates, never ranked against what was measured.",
  ].join("\n\n");
}

function timersText({ timers, timers_from: from, remainder_s: remainder }: ImportedRun): string {
  if (timers.length === 0) return "No timers: geoschem_config.yml has use_gcclassic_timers, off by default.";
  const table = new Table({
    head: ["timer", "seconds", "what it is"],
    colAligns: ["left", "right", "left"],
    style: { head: [], border: [] },
  });
  for (const { name, seconds, reason, kind } of timers) {
    table.push([name, seconds === null ? (reason ?? "") : seconds.toFixed(3), words[kind]]);
  }
  const rest =
    remainder.value === null
      ? `Remainder: not known: ${remainder.reason}.`
      : `Remainder: ${remainder.value.toFixed(3)} s, the total less its parts and initialisation` +
        (remainder.value < 0 ? "; negative, since timers overlap." : ".");
  return `${table.toString()}\nTimers from ${from}. ${rest}`;
}

const words = {
  total: "the whole run",
  part: "part of the total",
  nested: "part of the one above, never added",
  overlapping: "overlaps others, never added",
} as const satisfies Record<ImportedRun["timers"][number]["kind"], string>;

function claimsText(claims: ImportedRun["claims"]): string {
  const said = [
    ...(claims.machine === null ? [] : [`machine ${claims.machine}`]),
    ...(claims.cores === null ? [] : [`${claims.cores} cores`]),
    ...(claims.usd_per_hour === null ? [] : [`$${claims.usd_per_hour} an hour`]),
    ...(claims.note === null ? [] : [`"${claims.note}"`]),
  ];
  return said.length > 0
    ? `Claimed, not observed: ${said.join(", ")}.`
    : "Nothing is claimed of the machine: --machine, --cores, --usd-per-hour, --note. Estimates need the cores.";
}

const shown = (value: string | number | boolean): string =>
  typeof value === "boolean" ? (value ? "yes" : "no") : String(value);
