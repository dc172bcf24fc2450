import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { benchmarkConfig } from "../../contract/benchmark-config.ts";
import { GeosBenchError } from "../../contract/errors.ts";
import { keepFile } from "../../contract/keep-file.ts";
import { parseJson } from "../../contract/parse-json.ts";
import { primaryContrast, reference } from "../../contract/suite.ts";
import type { JobRequest } from "../run-job.ts";

/** `plan.json`: a plan as it was submitted. Never changed; what became of it is in the journal beside it. */
export const planRecord = z
  .strictObject({
    schema_version: z.literal("1.0"),
    id: z.string().regex(/^[a-z0-9][a-z0-9-]*$/),
    suite: z.string(),
    suite_sha256: z.string(),
    created_at: z.iso.datetime(),
    scheduled_at: z.iso
      .datetime()
      .optional()
      .describe("When a schedule was to start it, if one did: its jobs' names begin with scheduled-."),
    where: z.discriminatedUnion("kind", [
      z.strictObject({ kind: z.literal("aws"), region: z.string() }),
      z.strictObject({ kind: z.literal("local") }),
    ]),
    seed: z.int(),
    replicates: z.int().positive(),
    primary_contrasts: z.array(primaryContrast),
    references: z.array(reference),
    closing: z
      .strictObject({ queue: z.string(), job_definition: z.string() })
      .optional()
      .describe("What closes the plan where nobody waits for it; older deployments have none."),
    jobs: z.array(
      z.strictObject({
        number: z.int().positive(),
        block: z.int().positive(),
        config: benchmarkConfig,
        queue: z.string(),
        job_definition: z.string(),
        requests: z.strictObject({ vcpus: z.number(), memoryMiB: z.number() }).optional(),
        output_path: z.string(),
        environment: z.record(z.string(), z.string()),
      }),
    ),
  })
  .describe("A plan as it was submitted");

export type PlanRecord = z.output<typeof planRecord>;
export type PlanJob = PlanRecord["jobs"][number];

/** What a job of a plan is submitted as. */
export function requestOf({ config, queue, job_definition: jobDefinition, ...job }: PlanJob): JobRequest {
  const { requests, output_path: outputPath, environment } = job;
  return { config, target: { queue, jobDefinition, ...(requests && { requests }) }, outputPath, environment };
}

/** Where plans are kept, below the folder that results are copied to. */
const plansFolder = (outputDir: string): string => path.join(outputDir, "plans");

export const planFolder = (outputDir: string, id: string): string => path.join(plansFolder(outputDir), id);

const recordFile = "plan.json";

export async function storePlan(outputDir: string, record: PlanRecord): Promise<void> {
  const folder = planFolder(outputDir, record.id);
  await mkdir(folder, { recursive: true });
  const text = `${JSON.stringify(record, null, 2)}\n`;
  await keepFile(path.join(folder, recordFile), (partial) => writeFile(partial, text, { flush: true }));
}

/** Throws {@link GeosBenchError} `unknown-plan`, `invalid-plan-record`. */
export async function readPlan(outputDir: string, id: string): Promise<PlanRecord> {
  const file = path.join(planFolder(outputDir, id), recordFile);
  const text = await readFile(file, "utf8").catch(async (cause: Error) => {
    const known = await knownPlans(outputDir);
    throw new GeosBenchError(`There is no plan "${id}" in ${plansFolder(outputDir)}.`, {
      code: "unknown-plan",
      hint: `There are: ${known.join(", ") || "none"}. --output names another folder.`,
      cause,
    });
  });
  return parseJson(planRecord, text, "planRecord");
}

/** The ids of the plans that are kept there, in alphabetical order. */
export async function knownPlans(outputDir: string): Promise<string[]> {
  const entries = await readdir(plansFolder(outputDir), { withFileTypes: true }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return [];
      throw error;
    },
  );
  return entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .toSorted();
}
