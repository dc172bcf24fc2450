import recorded from "./validation.json" with { type: "json" };
import type { ValidationRecord } from "./validation-record.ts";

/** Whether the proxy was found to rank as the model does, and what counts as having failed. Checked by its test: pages need no schema for it. */
export const proxyValidation = recorded as ValidationRecord;

const said = {
  "not-run":
    "Whether it ranks processors as GEOS-Chem does has not been validated (suites/validate-proxy.yaml has not run).",
  failed: "Its validation failed: it does not rank processors as GEOS-Chem does.",
  passed: "It was validated against GEOS-Chem within the bounds of docs/proxy.md.",
} as const;

/** The sentence that goes with every ranking by the proxy. */
export const rankingCaveat: string = said[proxyValidation.status];
