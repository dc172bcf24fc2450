import { createServer } from "node:http";
import { buffer } from "node:stream/consumers";
import { listen } from "../../../../emulator/http/listen.ts";

export interface StepFunctions {
  readonly url: string;
  readonly close: () => void;
}

/** What moto 5.2 answers 500 to, which the provider takes for a passing fault and tries again for ever. */
const lacking: Readonly<Record<string, object>> = {
  // No fault in any definition: that ours has none is shown by running it (environment-check.test.ts).
  ValidateStateMachineDefinition: { result: "OK", diagnostics: [], truncated: false },
  ListStateMachineVersions: { stateMachineVersions: [] },
};

/** moto's Step Functions, with the operations that Terraform cannot do without. */
export async function startStepFunctions(motoUrl: string): Promise<StepFunctions> {
  const server = createServer((request, response) => {
    const { "x-amz-target": target = "", authorization = "", "content-type": type = "" } = request.headers;
    const answer = async () => {
      const body = await buffer(request);
      const canned = lacking[String(target).split(".").at(-1) ?? ""];
      if (canned) return { status: 200, text: JSON.stringify(canned) };
      const headers = { "x-amz-target": String(target), authorization, "content-type": type };
      const forwarded = await fetch(motoUrl, { method: "POST", headers, body });
      return { status: forwarded.status, text: await forwarded.text() };
    };
    void answer().then(({ status, text }) =>
      response.writeHead(status, { "content-type": "application/x-amz-json-1.0" }).end(text),
    );
  });
  const url = await listen(server, { host: "127.0.0.1", port: 0 });
  return { url, close: () => server.close() };
}
