import { z } from "zod";
import { GeosBenchError } from "../../contract/errors.ts";
import { ownPaths } from "../../emulator/http/own-paths.ts";
import type { EnvironmentFit } from "../../emulator/batch/view/environment-fit.ts";
import type { JobExplanation } from "../../emulator/batch/view/explain-job.ts";
import { cliExitCodes } from "../exit-codes.ts";
import { readLocalState } from "../local/state-file.ts";

const refused = z.object({ message: z.string() });

/** Says why a job of the local Batch is where it is, and what would let it run. */
export async function explainLocalJob(id: string, { json }: { readonly json?: true }): Promise<number> {
  const state = await readLocalState();
  if (!state) {
    throw new GeosBenchError("Nothing is up, so there are no jobs.", {
      code: "local-environment",
      hint: "gcbench local up goes on with what was kept. Of a job on AWS: aws batch describe-jobs --jobs ID.",
    });
  }
  const url = new URL(ownPaths.explain, state.endpoint);
  url.searchParams.set("job", id);
  const response = await fetch(url);
  const answer: unknown = await response.json();
  if (!response.ok) {
    throw new GeosBenchError(refused.parse(answer).message, {
      code: "object-not-found",
      hint: "gcbench local watch shows the page with all jobs; aws batch list-jobs --job-queue QUEUE lists them.",
    });
  }
  const explained = answer as JobExplanation;
  console.log(json ? JSON.stringify({ format: 1, ...explained }, null, 2) : asText(explained).join("\n"));
  return cliExitCodes.success;
}

function asText({ id, name, status, queue, region, why, runsWhen, environments }: JobExplanation): string[] {
  return [
    `Job ${id} (${name}) is ${status}, queue ${queue}, region ${region}.`,
    `Why:   ${why}`,
    ...runsWhen.map((one, index) => `${index === 0 ? "Runs:  when" : "       and when"} ${one}.`),
    ...environments.map((one, index) => `${index === 0 ? "Where:" : "      "} ${environmentText(one)}`),
  ];
}

const placed = {
  certain: "the memory is certain",
  likely: "AWS likely places so much memory, which nobody has seen; here it is not placed",
  never: "no instance of its kind was seen to have so much memory for jobs",
} as const;

function environmentText({ environment, isUsable, maxVcpus, type }: EnvironmentFit): string {
  const most = maxVcpus === null ? "" : `, maxvCpus ${maxVcpus}`;
  const head = `${environment}${isUsable ? "" : " (takes no jobs)"}${most}`;
  if (!type) return `${head}: no instance type.`;
  const { name, vcpus, memoryMiB, usableMemoryMiB, basis, memory, fits } = type;
  return `${head}: ${name} has ${vcpus} vCPUs and ${memoryMiB} MiB, of which a job can use ${usableMemoryMiB} (${basis}): ${fits ? "the job fits" : "the job does not fit"}, ${placed[memory]}.`;
}
