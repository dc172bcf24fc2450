/** Where what is asked of the endpoint itself, and of no service, is asked. */
export const ownPaths = {
  health: "/_gcbench/health",
  fire: "/_gcbench/fire",
  explain: "/_gcbench/explain",
  reset: "/_gcbench/reset",
  /** The same, where tests ask for it that were written for moto's server. */
  motoReset: "/moto-api/reset",
} as const;
