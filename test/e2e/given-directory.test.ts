import { describe, test } from "vitest";
import { runGivenDirectory } from "../support/given-directory.ts";
import { needs } from "../support/needs.ts";
import { realDirectories } from "../unit/runner/geos-chem/support/real-directories.ts";

// One here, of another grid than any shipped suite has; all of them in test/nightly.
const nested = realDirectories.filter(({ name }) => name.startsWith("CH4, nested"));

describe("gcbench local-bench --config with a given run directory", () => {
  needs("docker");

  test.for(nested)("$name", (of) => runGivenDirectory(of));
});
