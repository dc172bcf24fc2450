import type { SubjectOverview } from "../../overview/overview.ts";
import { table, type Html } from "../figure.ts";
import { marked } from "./caveats.ts";
import { observedCell } from "../observed-cell.ts";

const percent = (part: number): string => `${Math.round(100 * part)} %`;

/** How much of what the jobs asked for they used. */
export const usage = ({ configurations }: SubjectOverview): Html =>
  table(
    "Used of what was requested (medians of the runs)",
    ["configuration", "vCPU time", "memory"],
    configurations.map((of) => [
      marked(of.label, of),
      observedCell(of.cpuUsed, (value) => ({ value }), percent),
      observedCell(of.memoryUsed, (value) => ({ value }), percent),
    ]),
  );
