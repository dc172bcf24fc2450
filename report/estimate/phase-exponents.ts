import type { PhaseName } from "./phases.ts";

interface PhaseExponents {
  /** Where they come from; `null`: the model's own proportionality. */
  readonly source: string | null;
  /** Ids of the runs that they were computed from: a check that leaves one of them out must not use them. */
  readonly from: readonly string[];
  /** A phase takes cells^exponent. */
  readonly of: Readonly<Partial<Record<PhaseName, number>>>;
}

/**
 * Powers of the number of cells by which phases grow: ln(t₂/t₁) / ln(cells₂/cells₁) of the one pair of published runs
 * that differ in their grid alone. Caches hold less of a larger grid, so most are above 1.
 */
export const publishedExponents: PhaseExponents = {
  source:
    "4x5 against 2x2.5 of GEOS-Chem Classic 14.7.1, fullchem, 16 threads, 7 days (github.com/yuyao-cyber/geos-chem-gpu-hybrid)",
  from: ["gc-14.7.1-fullchem-4x5-16thr-7d", "gc-14.7.1-fullchem-2x2.5-16thr-7d"],
  of: {
    HEMCO: 1.21,
    "All chemistry": 1.06,
    Transport: 1.28,
    Convection: 1.03,
    "Boundary layer mixing": 1.32,
    "Dry deposition": 0.68,
    "Wet deposition": 0.97,
    Diagnostics: 1.21,
    Remainder: 1.62,
  },
};

/** Time in proportion to cells. */
export const linearExponents: PhaseExponents = { source: null, from: [], of: {} };
