import { StringDecoder } from "node:string_decoder";

/** A workload that never ends its line must not fill the memory: longer lines are passed on in pieces. */
const longestLine = 32 * 1024;

/** Turns chunks of bytes into lines without their ends; `end` passes on an unfinished one. */
export function createLineSplitter(onLine: (line: string) => void): {
  write: (chunk: Buffer) => void;
  end: () => void;
} {
  const decoder = new StringDecoder("utf8");
  let rest = "";
  function take(text: string): void {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) onLine(line.endsWith("\r") ? line.slice(0, -1) : line);
    while (rest.length > longestLine) {
      onLine(rest.slice(0, longestLine));
      rest = rest.slice(longestLine);
    }
  }
  return {
    write: (chunk) => take(decoder.write(chunk)),
    end: () => {
      take(decoder.end());
      if (rest !== "") onLine(rest);
      rest = "";
    },
  };
}
