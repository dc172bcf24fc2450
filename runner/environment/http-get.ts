import { request } from "node:http";

const longestAnswer = 256 * 1024;

/**
 * The body of a small HTTP answer with status 200; anything else, a time-out included, throws. Metadata services answer
 * within milliseconds or are not there, and `fetch` would cost more start-up time than they do.
 */
export function httpGet(
  url: string,
  options: { method?: "GET" | "PUT"; headers?: Record<string, string>; timeoutMs: number },
): Promise<string> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      url,
      {
        method: options.method ?? "GET",
        headers: { ...options.headers, connection: "close" },
        signal: AbortSignal.timeout(options.timeoutMs),
      },
      (answer) => {
        let body = "";
        answer.setEncoding("utf8");
        answer.on("data", (chunk: string) => {
          body += chunk;
          if (body.length > longestAnswer) outgoing.destroy(new Error("the answer is too long"));
        });
        answer.on("error", reject);
        answer.on("end", () => {
          if (answer.statusCode === 200) resolve(body);
          else reject(new Error(`status ${answer.statusCode}`));
        });
      },
    );
    outgoing.on("error", reject);
    outgoing.end();
  });
}

/** Why a metadata service gave nothing, for a reason. */
export function whyNoAnswer(error: unknown): string {
  const { name, code, message } = error as NodeJS.ErrnoException;
  return name === "AbortError" || name === "TimeoutError" ? "no answer within 1 s" : (code ?? message);
}
