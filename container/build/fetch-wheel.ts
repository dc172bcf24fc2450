import type { IncomingMessage } from "node:http";
import { Agent, get } from "node:https";
import { buffer } from "node:stream/consumers";
import { GeosBenchError } from "../../contract/errors.ts";
import { sha256 } from "../../contract/sha256.ts";
import { hostCertificates } from "./host-certificates.ts";
import { pythonIndexUrl } from "./python-index.ts";

/** One file of a Python package, by its hash: whichever index serves it, it is the same. */
export interface WheelPin {
  readonly project: string;
  readonly file: string;
  readonly sha256: string;
}

/** The file, from the host's own Python package index, through its proxy and with its certificate authorities. */
export async function fetchWheel(pin: WheelPin, signal?: AbortSignal): Promise<Buffer> {
  try {
    const index = await pythonIndexUrl();
    const page = new URL(`${pin.project}/`, index.endsWith("/") ? index : `${index}/`);
    const { body, url } = await download(page, signal);
    const link = linkTo(pin.file, body.toString("utf8"));
    if (link === undefined) throw new Error(`the index does not list ${pin.file}`);
    const wheel = await download(new URL(link, url), signal);
    const found = sha256(wheel.body);
    if (found !== pin.sha256) throw new Error(`${pin.file} has the SHA-256 ${found}, not ${pin.sha256}`);
    return wheel.body;
  } catch (cause) {
    signal?.throwIfAborted();
    throw new GeosBenchError(
      `The Python package ${pin.project} could not be fetched: ${(cause as Error).message}.`,
      {
        code: "mechanism-unavailable",
        hint: "It holds the TS1 mechanism. Set PIP_INDEX_URL, or index-url in pip.conf, to a Python package index that this machine reaches; behind a proxy, set HTTPS_PROXY.",
        cause,
      },
    );
  }
}

/** The target of the anchor that shows the file name, as PEP 503 has it. */
export function linkTo(file: string, page: string): string | undefined {
  for (const [, href = "", text = ""] of page.matchAll(/<a\s[^>]*href="([^"]*)"[^>]*>([^<]*)<\/a>/g)) {
    if (text.trim() === file) return href.replaceAll("&amp;", "&");
  }
  return undefined;
}

const mostRedirects = 5;

async function download(from: URL, signal?: AbortSignal): Promise<{ body: Buffer; url: URL }> {
  const agent = new Agent({ ca: hostCertificates(), proxyEnv: process.env });
  try {
    let url = from;
    for (let redirects = 0; redirects <= mostRedirects; redirects++) {
      const response = await request(url, agent, signal);
      const { statusCode = 0, headers } = response;
      if (statusCode >= 300 && statusCode < 400 && headers.location) {
        response.resume();
        url = new URL(headers.location, url);
        continue;
      }
      const body = await buffer(response);
      if (statusCode === 200) return { body, url };
      throw new Error(`the index answered ${statusCode}`);
    }
    throw new Error("the index redirects without end");
  } finally {
    agent.destroy();
  }
}

function request(url: URL, agent: Agent, signal?: AbortSignal): Promise<IncomingMessage> {
  const options = { agent, timeout: 60_000, headers: { accept: "text/html" }, ...(signal && { signal }) };
  return new Promise((resolve, reject) => {
    const sent = get(url, options, resolve).on("error", reject);
    sent.on("timeout", () => sent.destroy(new Error("the index does not answer")));
  });
}
