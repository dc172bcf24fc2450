import { BaseSequencer, type TestSpecification } from "vitest/node";

/**
 * Files that take a minute or more, in this order: Terraform's provider sleeps for most of it, the next ones keep one
 * core busy. Were they not first, the run would end with one of them alone.
 */
const longest = [
  "integration/infra/apply.test.ts",
  "e2e/geos-chem-image.test.ts",
  "e2e/local-bench.test.ts",
  "integration/container/proxy/suite.test.ts",
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
