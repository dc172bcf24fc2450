/** Where what is asked of the endpoint itself, and of no service, is asked. */
export const ownPaths = {
  health: "/_gcbench/health",
  fire: "/_gcbench/fire",
  explain: "/_gcbench/explain",
} as const;
