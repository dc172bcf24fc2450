import { shownSurroundings } from "../../overview/configuration-part.ts";
import type { Configuration } from "../../overview/configuration.ts";
import type { SubjectOverview } from "../../overview/overview.ts";
import { table, type Html } from "../figure.ts";
import { shownText } from "../shown-text.ts";
import { marked } from "./caveats.ts";

/** What surrounded the runs: whoever compares two lines sees here what else differs between them. */
export const environment = ({ configurations }: SubjectOverview): Html =>
  table(
    "What surrounded the runs; several values where it differed between them",
    ["configuration", "instances", ...shownSurroundings.map((name) => name.replaceAll("_", " "))],
    configurations.map((of) => [
      marked(of.label, of),
      instances(of.instances),
      ...shownSurroundings.map((name) => inWords(of.surroundings[name])),
    ]),
  );

const instances = ({ count, first }: Configuration["instances"]): string =>
  count > 3 ? `${count} instances` : inWords(first);

const inWords = (values: readonly (string | null)[]): string =>
  values
    .map((value) => shownText(value ?? "not observed", 80))
    .sort()
    .join(", ");
