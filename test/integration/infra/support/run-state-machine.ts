import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { patience } from "../../../support/patience.ts";

const execution = z.object({
  status: z.enum(["RUNNING", "SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED"]),
  error: z.string().optional(),
  cause: z.string().optional(),
});

/** Runs a definition in moto's Step Functions, whose interpreter is LocalStack's, and waits for the end. */
export async function runStateMachine(url: string, definition: object): Promise<z.output<typeof execution>> {
  await post(`${url}/moto-api/config`, {}, { stepfunctions: { execute_state_machine: true } });
  const call = (operation: string, input: object) =>
    post(
      url,
      {
        "content-type": "application/x-amz-json-1.0",
        "x-amz-target": `AWSStepFunctions.${operation}`,
        // moto tells services by the credential's scope, and checks nothing of it.
        authorization: "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/states/aws4_request",
      },
      input,
    );
  const { stateMachineArn } = z.object({ stateMachineArn: z.string() }).parse(
    await call("CreateStateMachine", {
      name: `check-${randomUUID()}`,
      roleArn: "arn:aws:iam::123456789012:role/check",
      definition: JSON.stringify(definition),
    }),
  );
  const { executionArn } = z
    .object({ executionArn: z.string() })
    .parse(await call("StartExecution", { stateMachineArn }));
  for (const deadline = Date.now() + patience; ; await sleep(50)) {
    const now = execution.parse(await call("DescribeExecution", { executionArn }));
    if (now.status !== "RUNNING") return now;
    if (Date.now() > deadline) throw new Error("The execution did not end");
  }
}

async function post(url: string, headers: Record<string, string>, body: object): Promise<unknown> {
  const answer = await fetch(url, { method: "POST", headers, body: JSON.stringify(body) });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${text}`);
  return JSON.parse(text);
}
