/** An environment (infra/config) with every part switched on, for checks that are to see all resources. */
export const wholeEnvironment = {
  network: { egress: "nat-gateway" },
  operations: {
    emails: ["chemistry@example.org"],
    schedules: [{ suite: "smoke", expression: "rate(7 days)" }],
  },
  ci: { githubRepository: "group/benchmarks" },
  site: true,
  catalogue: {},
};
