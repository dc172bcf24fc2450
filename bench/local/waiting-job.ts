import type { SubmitJobCommandInput } from "@aws-sdk/client-batch";

/** Larger than any instance: it stays RUNNABLE, so that no container shares the machine with a measurement. */
export const waitingJob = {
  jobName: "waits",
  jobQueue: "geos-chem-x86-queue",
  jobDefinition: "geos-chem-x86-benchmark",
  parameters: { configJson: "{}", outputPath: "s3://none/none" },
  containerOverrides: {
    resourceRequirements: [
      { type: "VCPU" as const, value: "64" },
      { type: "MEMORY" as const, value: "300000" },
    ],
  },
} satisfies SubmitJobCommandInput;
