import { surroundingKeys } from "../../compare/arm.ts";
import type { SubjectOverview } from "../../overview/overview.ts";
import type { OverviewRun } from "../../overview/overview-run.ts";
import { table, type Html } from "../figure.ts";
import { shownText } from "../shown-text.ts";
import { marked } from "./caveats.ts";

const shown = [...surroundingKeys, "availability_zone", "purchase_option"] as const;

/** What surrounded the runs: whoever compares two lines sees here what else differs between them. */
export const environment = ({ configurations }: SubjectOverview): Html =>
  table(
    "What surrounded the runs; several values where it differed between them",
    ["configuration", "instances", ...shown.map((name) => name.replaceAll("_", " "))],
    configurations.map((of) => [
      marked(of.label, of),
      valuesOf(of.runs, "instance_id").length > 3
        ? `${valuesOf(of.runs, "instance_id").length} instances`
        : valuesOf(of.runs, "instance_id").join(", "),
      ...shown.map((name) => valuesOf(of.runs, name).join(", ")),
    ]),
  );

const valuesOf = (runs: readonly OverviewRun[], name: (typeof shown)[number] | "instance_id"): string[] =>
  [...new Set(runs.map((run) => shownText(run[name] ?? "not observed", 80)))].sort();
