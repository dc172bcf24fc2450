import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { LongestFirst } from "./test/support/longest-first.ts";
import { patience } from "./test/support/patience.ts";

/**
 * One more file than cores at a time: much of what takes long waits (for Terraform's provider, for containers). Files
 * share one engine and, of each other's things in it, look at nothing.
 */
const maxWorkers = availableParallelism() + 1;

const project = (name: string, more: object = {}) => ({
  test: {
    name,
    include: [`test/${name}/**/*.test.ts`],
    environment: "node",
    maxWorkers,
    testTimeout: 2 * patience,
    hookTimeout: 2 * patience,
    expect: { poll: { timeout: patience } },
    ...more,
  },
});

/**
 * Modules are loaded once for all files of a worker: loading them took more time than the tests. So a test leaves no
 * state in a module, and environment variables only by `vi.stubEnv`.
 */
const shared = { isolate: false };

export default defineConfig({
  test: {
    maxWorkers,
    sequence: { sequencer: LongestFirst },
    projects: [
      project("unit", shared),
      project("policy", shared),
      // What the statistics promise, by simulation with fixed seeds: too long for `npm run check`.
      project("proof"),
      project("integration", { globalSetup: "test/support/local-stack.ts" }),
      project("e2e"),
      // What takes minutes and changes only with code that few changes touch: `npm run test:nightly`.
      project("nightly"),
    ],
  },
});
