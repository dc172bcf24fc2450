import { closeSync, openSync, readdirSync, readFileSync, readSync } from "node:fs";

/** Reading of procfs and sysfs, as a port: tests bring the files of machines they do not run on. */
export interface SystemFiles {
  /** `undefined` when there is no such file or it may not be read. */
  text(path: string): string | undefined;
  /** Names in a directory; none when it is not there. */
  list(path: string): string[];
  /** The first bytes of a file. */
  head(path: string, bytes: number): Buffer | undefined;
}

export const systemFiles: SystemFiles = {
  text: (path) => ifReadable(() => readFileSync(path, "utf8")),
  list: (path) => ifReadable(() => readdirSync(path)) ?? [],
  head: (path, bytes) =>
    ifReadable(() => {
      const file = openSync(path, "r");
      try {
        const buffer = Buffer.alloc(bytes);
        return buffer.subarray(0, readSync(file, buffer, 0, bytes, 0));
      } finally {
        closeSync(file);
      }
    }),
};

function ifReadable<Value>(read: () => Value): Value | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
