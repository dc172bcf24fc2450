import { Pool } from "undici";

/**
 * AWS Batch over as many keep-alive connections as are asked for, without an SDK and without Node's own client: on one
 * machine the client's time is part of every answer's, and theirs is more than an answer takes here. Signed in form
 * only: neither server checks it.
 */
export function rawClient(endpoint: string, connections: number) {
  const pool = new Pool(endpoint, { connections, pipelining: 1 });
  const headers = {
    "content-type": "application/json",
    authorization:
      "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/batch/aws4_request, SignedHeaders=host, Signature=0",
  };

  /** The answer, once all of it is there. Rejects with it unless it is a 200. */
  async function call(path: string, body: string): Promise<unknown> {
    const answered = await pool.request({ path, method: "POST", headers, body });
    const text = await answered.body.text();
    if (answered.statusCode === 200) return JSON.parse(text);
    throw new Error(`${endpoint}${path} answered ${answered.statusCode}: ${text}`);
  }

  /**
   * Calls with each body in turn, `connections` at a time, and gives the answers with the milliseconds that each took, in
   * the order of the bodies.
   */
  async function callAll(path: string, bodies: readonly object[]) {
    const done: { readonly answer: unknown; readonly ms: number }[] = [];
    const left = bodies.map((body) => JSON.stringify(body)).entries();
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
  return { callAll, close: () => pool.close() };
}
