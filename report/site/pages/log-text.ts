import type { Html } from "../../page/figure.ts";
import { shownText } from "../../page/shown-text.ts";
import { tight } from "../tight.ts";

/** Bytes that are shown of the beginning of a log, and of its end. */
const shownPart = 100_000;
const longestLine = 2_000;

/** The log of a run: all of it, or its beginning and its end with what is between them counted. */
export function logText(log: Uint8Array): Html {
  if (log.byteLength <= 2 * shownPart) return tight`<pre class="log" tabindex="0">${lines(log)}</pre>`;
  const [begin, end] = [log.subarray(0, shownPart), log.subarray(log.byteLength - shownPart)];
  const between = log.byteLength - 2 * shownPart;
  return tight`<pre class="log" tabindex="0">${lines(begin)}</pre>
    <p class="note">${between} bytes of ${log.byteLength} are not shown; log.txt beside the result has them.</p>
    <pre class="log" tabindex="0">${lines(end)}</pre>`;
}

const lines = (bytes: Uint8Array): string =>
  Buffer.from(bytes)
    .toString("utf8")
    .split("\n")
    .map((line) => shownText(line.replace(/\r$/, "").replaceAll("\t", "    "), longestLine))
    .join("\n");
