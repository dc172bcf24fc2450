/** What the image of the local Batch and those who start it agree on. */

/** Where it listens, in the container. */
export const imagePort = 4567;

/** Where its state is, in the container. */
export const imageStateFolder = "/var/lib/local-batch";

/** Where it looks for the engine's socket, in the container. */
export const imageSocket = "/var/run/docker.sock";

/** By which variables it is told what to do: image-options.ts says what each may be. */
export const imageVariables = {
  jobs: "LOCAL_BATCH_JOBS",
  accountId: "LOCAL_BATCH_ACCOUNT_ID",
  region: "LOCAL_BATCH_REGION",
  network: "LOCAL_BATCH_NETWORK",
  jobEnvironment: "LOCAL_BATCH_JOB_ENVIRONMENT",
  s3Endpoint: "LOCAL_BATCH_S3_ENDPOINT",
} as const;
