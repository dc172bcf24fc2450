import { execa } from "execa";

/** Environment of an AWS client in a process of its own, pointed at `endpoint` and at nothing else. */
export function clientEnv(endpoint: string): NodeJS.ProcessEnv {
  return {
    PATH: process.env["PATH"],
    HOME: process.env["HOME"],
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: "us-east-1",
    AWS_DEFAULT_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
    AWS_MAX_ATTEMPTS: "1",
    AWS_PAGER: "",
  };
}

/** The AWS CLI's answer; `failed` and its message where it refuses. */
export async function aws(
  endpoint: string,
  ...args: string[]
): Promise<{ answer: unknown; error: string | undefined }> {
  const { stdout, stderr, failed } = await execa("aws", args, {
    env: clientEnv(endpoint),
    extendEnv: false,
    reject: false,
  });
  return {
    answer: stdout === "" ? undefined : (JSON.parse(stdout) as unknown),
    error: failed ? stderr.trim() : undefined,
  };
}
