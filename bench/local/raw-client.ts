import { Agent, request } from "node:http";

/**
 * AWS Batch over as many keep-alive connections as are asked for, without an SDK, whose own time is more than an answer
 * takes here. Signed in form only: neither server checks it.
 */
export function rawClient(endpoint: string, connections: number) {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const headers = {
    "content-type": "application/json",
    authorization:
      "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/batch/aws4_request, SignedHeaders=host, Signature=0",
  };

  /** The answer, once all of it is there. Rejects with it unless it is a 200. */
  function call(path: string, body: object): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const sent = request(new URL(path, endpoint), { agent, method: "POST", headers }, (response) => {
        let text = "";
        response.setEncoding("utf8").on("data", (part: string) => (text += part));
        response.once("end", () => {
          if (response.statusCode === 200) resolve(JSON.parse(text));
          else reject(new Error(`${endpoint}${path} answered ${response.statusCode}: ${text}`));
        });
      });
      sent.once("error", reject);
      sent.end(JSON.stringify(body));
    });
  }

  /**
   * Calls with each body in turn, `connections` at a time, and gives the answers with the milliseconds that each took, in
   * the order of the bodies.
   */
  async function callAll(path: string, bodies: readonly object[]) {
    const done: { readonly answer: unknown; readonly ms: number }[] = [];
    const left = bodies.entries();
    const worker = async () => {
      for (const [index, body] of left) {
        const started = performance.now();
        const answer = await call(path, body);
        done[index] = { answer, ms: performance.now() - started };
      }
    };
    await Promise.all(Array.from({ length: connections }, worker));
    return done;
  }
  return { call, callAll, close: () => agent.destroy() };
}
