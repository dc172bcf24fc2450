/** An environment (infra/config) with every part switched on, for checks that are to see all resources. */
export const wholeEnvironment = {
  network: { egress: "nat-gateway", zones: ["us-east-1a", "us-east-1c"] },
  operations: {
    emails: ["chemistry@example.org"],
    schedules: [{ suite: "smoke", expression: "rate(7 days)" }],
  },
  ci: { githubRepository: "group/benchmarks" },
  site: true,
  catalogue: {},
  fleets: [
    { name: "graviton", instanceType: "c7g.4xlarge", tenancy: "dedicated", minInstances: 1 },
    {
      name: "x86",
      instanceType: "c7i.4xlarge",
      amiId: "ami-0123456789abcdef0",
      inputSnapshot: "snap-0123456789abcdef0",
    },
    { name: "hpc", instanceType: "hpc7g.16xlarge", nodes: 4, subnets: ["us-east-1c"] },
  ],
};
