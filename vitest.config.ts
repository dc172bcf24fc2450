import { defineConfig } from "vitest/config";

const project = (name: string, more: object = {}) => ({
  test: { name, include: [`test/${name}/**/*.test.ts`], environment: "node", ...more },
});

export default defineConfig({
  test: {
    projects: [
      project("unit"),
      project("policy"),
      // What the statistics promise, by simulation with fixed seeds: some ten seconds, so no part of `npm run check`.
      project("proof", { testTimeout: 120_000 }),
      // One engine and two cores: files that start containers take turns.
      project("integration", {
        fileParallelism: false,
        testTimeout: 120_000,
        hookTimeout: 300_000,
        globalSetup: "test/support/local-stack.ts",
      }),
      project("e2e", { fileParallelism: false, testTimeout: 600_000, hookTimeout: 600_000 }),
    ],
  },
});
