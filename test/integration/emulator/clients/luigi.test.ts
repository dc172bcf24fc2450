import { randomUUID } from "node:crypto";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { execa } from "execa";
import { describe, expect, test } from "vitest";
import { useLocal } from "../../../support/local.ts";
import { needs } from "../../../support/needs.ts";
import { workflowPrograms } from "../../../support/python-programs.ts";
import { temporaryDirectory } from "../../../support/temporary-directory.ts";
import { probe } from "../executor/attempts.ts";

const { missing, ...images } = await probe();
const [image, fleet] = process.arch === "arm64" ? [images.arm64, "graviton"] : [images.amd64, "x86"];

describe.skipIf(missing)("unmodified Luigi, with its jobs in containers", () => {
  const local = useLocal();
  needs("workflows");

  test("registers a definition from a file, runs jobs of it, and shows the log of what failed", async () => {
    const folder = temporaryDirectory("luigi");
    const name = `luigi-${randomUUID()}`;
    const definition = path.join(folder, "definition.json");
    writeFileSync(
      definition,
      JSON.stringify({
        jobDefinitionName: name,
        type: "container",
        containerProperties: {
          image,
          command: ["sh", "-c", "Ref::script"],
          resourceRequirements: [
            { type: "VCPU", value: "1" },
            { type: "MEMORY", value: "64" },
          ],
        },
      }),
    );
    const good = "echo ozone";
    const bad = "echo no ozone; exit 3";
    const request = { definition, name, queue: `geos-chem-${fleet}-queue`, good, bad };
    const tasks = path.join(import.meta.dirname, "luigi", "tasks.py");
    const python = path.join(workflowPrograms, "python");
    const { stdout, stderr } = await execa(python, [tasks, JSON.stringify(request)], {
      cwd: folder,
      env: local.env,
      extendEnv: false,
    });
    expect(JSON.parse(stdout), stderr).toEqual({
      [good]: "done",
      [bad]: expect.stringMatching(/^Job [0-9a-f-]{36} failed: no ozone$/),
    });
  });
});
