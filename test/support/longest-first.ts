import { BaseSequencer, type TestSpecification } from "vitest/node";

/**
 * Files that take two minutes or more, in this order: at any time one that waits for Terraform's provider beside those that
 * keep a core busy. Were they not first, the run would end with one of them alone.
 */
const longest = [
  "integration/infra/side-by-side.test.ts",
  "e2e/geos-chem-image.test.ts",
  "integration/container/proxy/suite.test.ts",
  "integration/infra/apply.test.ts",
  "integration/geos-chem/stand-in-job.test.ts",
  "e2e/local-bench.test.ts",
];

/** The longest files first, then those that failed or took long the last time. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => {
      const found = longest.findIndex((file) => moduleId.endsWith(`/test/${file}`));
      return found === -1 ? longest.length : found;
    };
    return (await super.sort(files)).toSorted((one, other) => rank(one) - rank(other));
  }
}
