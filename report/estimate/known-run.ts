import type { Architecture } from "../../contract/architecture.ts";

/**
 * A run whose time is known, from wherever: measured by our runner, imported from a run elsewhere, published by
 * others. Runs of the proxy, emulated and invalid ones are none: who reads stored results leaves them out.
 */
export interface KnownRun {
  readonly id: string;
  readonly origin: "measured" | "imported" | "published";
  /** Where it can be looked up: a result's URI, or an address. */
  readonly source: string;
  /** Instance id or publication: runs of one observer in one configuration count as one. */
  readonly observer: string;
  readonly model: "GEOS-Chem Classic" | "GCHP";
  /** Its kind; kinds are never pooled. */
  readonly simulation: string;
  readonly resolution: string | null;
  readonly levels: number | null;
  /** `null` where not reported: never imputed. */
  readonly threads: number | null;
  /** Whether `threads` were reported as such, or as cores or scheduler slots. */
  readonly threadsStated: boolean;
  readonly simulatedDays: number | null;
  readonly wallSeconds: number | null;
  /** Seconds by GEOS-Chem's own timer. */
  readonly timers: Readonly<Record<string, number>>;
  readonly machine: {
    readonly processor: string | null;
    /** As observed (measured) or claimed (imported). */
    readonly instanceType: string | null;
    readonly architecture: Architecture | null;
  };
}
