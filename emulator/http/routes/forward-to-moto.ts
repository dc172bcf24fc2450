import { Agent, request as send, type IncomingMessage } from "node:http";
import { buffer } from "node:stream/consumers";
import type { Moto } from "../../moto/moto.ts";
import { endToEndHeaders } from "../end-to-end-headers.ts";
import type { Answer, Call } from "../endpoint.ts";
import { serviceError } from "../service-error.ts";
import { signedService } from "../service-of.ts";
import { motoVersion } from "./moto-operations.ts";

// moto's server (werkzeug) closes each connection.
const agent = new Agent({ keepAlive: false });

/**
 * Hands a request to moto as it came, Host included (moto makes the addresses of queues from it). What moto fails at is
 * a 400: a client would try a 500 again, for minutes and in vain.
 */
export async function forwardToMoto(call: Call, moto: Moto): Promise<Answer> {
  // Before the wait for a moto that starts, in which the client may give up and try again.
  const body = await call.bytes();
  const { hostname, port } = new URL(await moto.url());
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    const headers = withoutTransfer(endToEndHeaders(call.rawHeaders));
    const upstream = send({
      host: hostname,
      port,
      agent,
      method: call.method,
      path: call.target,
      headers: [...headers, "Content-Length", String(body.length)],
      setHost: false,
    });
    upstream.on("error", reject).on("response", resolve).end(body);
  });
  const text = await buffer(answer);
  const { statusCode = 502, headers } = answer;
  const contentType = headers["content-type"] ?? "application/octet-stream";
  if (statusCode >= 500 || (statusCode >= 400 && isPage(text))) {
    const service = signedService(call.header("authorization"), call.query().toString()) ?? "";
    return serviceError(call, service, {
      code: "InternalFailure",
      message: `moto ${motoVersion} failed at ${service} ${call.entry.operation}: ${reasonIn(text.toString("utf8"))}`,
    });
  }
  return { status: statusCode, contentType, body: text, headers: kept(headers) };
}

/** The body is whole here: its length is known, and it comes in no chunks. */
function withoutTransfer(headers: readonly string[]): string[] {
  const dropped = new Set(["content-length", "transfer-encoding", "expect"]);
  return headers.filter((_, index) => !dropped.has((headers[index - (index % 2)] ?? "").toLowerCase()));
}

/** Headers that say something about the answer and not about the connection or the server. */
function kept(headers: IncomingMessage["headers"]): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      typeof value === "string" && /^(?:x-amz|etag$|location$|smithy-protocol$)/.test(name)
        ? [[name, value]]
        : [],
    ),
  );
}

/** A page of moto's server. The content type does not tell: KMS's JSON comes as text/html too. */
const isPage = (body: Buffer): boolean =>
  /^\s*<(?:!doctype html|html)/i.test(body.toString("latin1", 0, 100));

/** The exception in the page that moto's server shows for one. */
function reasonIn(page: string): string {
  const title = /<title>([\s\S]*?)<\/title>/.exec(page)?.[1] ?? page.slice(0, 300);
  return title.split(" // ")[0]?.trim() ?? "";
}
