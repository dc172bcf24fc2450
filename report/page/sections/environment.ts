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
      instances(distinct(of.runs, "instance_id")),
      ...shown.map((name) => inWords(distinct(of.runs, name))),
    ]),
  );

type Values = ReadonlySet<string | null>;

const distinct = (runs: readonly OverviewRun[], name: (typeof shown)[number] | "instance_id"): Values =>
  new Set(runs.map((run) => run[name]));

const instances = (values: Values): string =>
  values.size > 3 ? `${values.size} instances` : inWords(values);

const inWords = (values: Values): string =>
  Array.from(values, (value) => shownText(value ?? "not observed", 80))
    .sort()
    .join(", ");
