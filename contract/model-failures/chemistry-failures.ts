import type { ModelFailure } from "./model-failure.ts";

/** The state of the atmosphere and its chemistry. */
export const chemistryFailures: readonly ModelFailure[] = [
  {
    id: "solver-failed-twice",
    pattern:
      /INTEGRATE FAILED TWICE|KPP failed to converge after 2 iterations|KPP integration failed|Integrator error code\s*:\s*-\d+|STOP at INTEGRATE_KPP/i,
    meaning:
      "the chemistry solver did not converge, twice: often wrong input (meteorology, emissions, restart file) or a miscompiled executable",
    remedy:
      "look for values that are not physical in the cell that the log prints, fetch the day's meteorology again, start from the restart file that GEOS-Chem brings",
    sources: ["geos-chem#3059", "geos-chem#3240", "geos-chem#2367", "geos-chem#803", "geos-chem#2381"],
  },
  {
    id: "state-not-physical",
    pattern: /Excessive fall velocity/i,
    meaning: "the state of the atmosphere is not physical: often a bad restart file",
    remedy: "start from the restart file that GEOS-Chem brings",
    sources: ["GEOS-Chem manual, error guide"],
  },
];
