import { describe, test } from "vitest";
import { runGivenDirectory } from "../support/given-directory.ts";
import { needs } from "../support/needs.ts";
import { realDirectories } from "../unit/runner/geos-chem/support/real-directories.ts";

describe("gcbench local-bench --config with the run directory of each simulation", () => {
  needs("docker");

  test.for(realDirectories)("$name", (of) => runGivenDirectory(of));
});
