import { readFile } from "node:fs/promises";
import path from "node:path";
import { beforeEach, describe, expect, inject, it } from "vitest";
import { z } from "zod";
import { workloadReport, type WorkloadReport } from "../../../../contract/workload-report.ts";
import { dockerForTests } from "../../../support/docker.ts";
import { ownUser, runContainer } from "../../../../container/build/run-container.ts";
import { temporaryDirectory } from "../../../support/temporary-directory.ts";
import { unavailable } from "../../../support/unavailable.ts";

const errorNorms = z.object({
  tracers: z.array(z.object({ shape: z.string(), l1: z.number(), l2: z.number(), linf: z.number() })),
});

describe("the proxies of both job images", () => {
  const local = inject("local");
  beforeEach((context) => {
    if ("unavailable" in local) unavailable(context, local.unavailable);
  });

  it("agree on transport to round-off, though not to the bit", async () => {
    if ("unavailable" in local) throw new Error(local.unavailable);
    const docker = await dockerForTests();
    if ("unavailable" in docker) throw new Error(docker.unavailable);
    const run = async (platform: string): Promise<WorkloadReport> => {
      const folder = temporaryDirectory("agreement");
      const { exitCode, output } = await runContainer(docker, {
        image: local.jobImages[platform] ?? "",
        platform,
        // A flow whose exact solution is known at any time, and one tracer of each shape.
        command: [
          "/opt/gcbench/bin/ctm-proxy",
          ..."--hours 2 --resolution 10x15 --levels 47 --tracers 6 --flow solid --output /out/r".split(" "),
        ],
        user: ownUser,
        host: { Binds: [`${folder}:/out`] },
      });
      expect(exitCode, output).toBe(0);
      return workloadReport.parse(JSON.parse(await readFile(path.join(folder, "r", "report.json"), "utf8")));
    };
    const [arm64, amd64] = await Promise.all([run("linux/arm64"), run("linux/amd64")]);

    expect([arm64.verification.passed, amd64.verification.passed]).toEqual([true, true]);
    const [ours, theirs] = [arm64, amd64].map(({ error_norms: norms }) => errorNorms.parse(norms).tracers);
    expect(ours).toHaveLength(6);
    ours?.forEach((norms, tracer) => {
      for (const name of ["l1", "l2", "linf"] as const) {
        const difference = Math.abs(norms[name] - (theirs?.[tracer]?.[name] ?? Number.NaN));
        expect(difference, `${norms.shape} ${name}`).toBeLessThanOrEqual(1e-12);
      }
    });
    // The compiler fuses multiply and add on arm64 and has no such instruction in plain x86-64.
    expect(arm64.checksum).not.toBe(amd64.checksum);
  });
});
