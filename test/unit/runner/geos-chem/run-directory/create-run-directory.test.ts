import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parseBenchmarkConfig } from "../../../../../contract/parse-benchmark-config.ts";
import { createRunDirectory } from "../../../../../runner/geos-chem/run-directory/create-run-directory.ts";
import { creationAnswers } from "../../../../../runner/geos-chem/creation-answers.ts";
import { configJson } from "../../support/benchmark.ts";
import { temporaryDirectory } from "../../support/ports.ts";
import { write } from "../support/run-directory.ts";

/** Synthetic: asks in the order of createRunDir.sh, and for ever, as that does, when an answer is none. */
const script = (choices: number) => `#!/bin/bash
source "$HOME/.geoschem/config"
[[ -d "$GC_DATA_ROOT" && $GC_USER_REGISTERED == true ]] || { echo "Enter path for ExtData:"; read -r x; exit 1; }
for n in $(seq ${choices}); do
  ok=0
  while [ "$ok" -eq 0 ]; do
    read -r answer
    [[ $answer =~ ^[1-9]$ ]] && ok=1 || printf "Invalid simulation option. Try again.\\n"
    all="$all $answer"
  done
done
read -r path; read -r name; read -r git
mkdir -p "$path/$name" && echo "$all $git" > "$path/$name/answers"
echo "Created $path/$name"
`;

function answersTo(more: object, workload: object = {}): string[] {
  const config = parseBenchmarkConfig(
    configJson({ workload: { engine: "geos-chem-classic", ...workload }, ...more }),
  );
  if (config.workload.engine !== "geos-chem-classic") throw new Error("not GEOS-Chem");
  return creationAnswers({ ...config, workload: config.workload });
}

function source(choices: number) {
  const scratch = temporaryDirectory();
  write(join(scratch, "source/run/createRunDir.sh"), script(choices));
  const data = join(scratch, "it's data");
  const context = { scratch, data, env: { PATH: process.env["PATH"] }, cancel: new AbortController().signal };
  return { source: join(scratch, "source"), context };
}

test.each([
  [answersTo({}), "7 1 1 1"],
  [answersTo({ simulation_type: "fullchem" }, { met_field: "GEOSFP" }), "1 1 2 1 1"],
  [
    answersTo(
      { simulation_type: "carbon", domain: { type: "global", resolution: "2x2.5", levels: 47 } },
      { met_field: "GEOSIT" },
    ),
    "3 1 3 2 2",
  ],
])("the questions are answered in their order (%#)", async (given, answers) => {
  expect(given.join(" ")).toBe(answers);
  const { source: tree, context } = source(given.length);
  const made = await createRunDirectory(tree, given, context);
  expect(readFileSync(join(made, "answers"), "utf8")).toBe(` ${answers} n\n`);
  expect(existsSync(context.data)).toBe(true);
});

test("a script that asks something else is ended, not answered for ever", async () => {
  const { source: tree, context } = source(6);
  await expect(createRunDirectory(tree, answersTo({}), context)).rejects.toMatchObject({
    code: "run-directory-not-made",
    message: expect.stringContaining("Invalid simulation option"),
  });
});

test("a script that fails is quoted", async () => {
  const { source: tree, context } = source(4);
  write(join(tree, "run/createRunDir.sh"), "echo no such thing; exit 3\n");
  await expect(createRunDirectory(tree, [], context)).rejects.toThrow(/exit code 3.*no such thing/);
});

test.each([
  [{ simulation_type: "CH4" }, {}, /transport only, not for simulation CH4/],
  [{ domain: { type: "nested", resolution: "0.25x0.3125" } }, {}, /not for a domain nested/],
  [{ domain: { type: "global", resolution: "0.5x0.625" } }, {}, /4x5, 2x2\.5 only, not for grid 0\.5x0\.625/],
  [{ domain: { type: "global", resolution: "4x5", levels: 40 } }, {}, /not for levels 40/],
  [{}, { met_field: "GCAP2" }, /not for meteorology GCAP2/],
])("%j %j needs a run directory of one's own", (more, workload, message) => {
  expect(() => answersTo(more, workload)).toThrow(message);
  expect(() => answersTo(more, workload)).toThrow(expect.objectContaining({ code: "geos-chem-not-found" }));
});
