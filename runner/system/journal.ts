import { closeSync, openSync, writeSync } from "node:fs";

/** What the runner and the workload say: live to the standard output, and kept in a file for `log.txt`. */
export interface Journal {
  /** A line of the runner's own. */
  readonly say: (message: string) => void;
  /** A line as it is: of the workload, or one that a program will read. */
  readonly pass: (line: string) => void;
  /** Keeps everything said so far and from now on in `path`. */
  readonly keepIn: (path: string) => void;
  /** Ends keeping; what is said afterwards is only printed. */
  readonly stopKeeping: () => void;
}

/** `print` gets whole lines with their line feed. */
export function createJournal(print: (text: string) => void): Journal {
  // Kept until there is a file; undefined once nothing is kept any more.
  let early: string[] | undefined = [];
  let file: number | undefined;

  function pass(line: string): void {
    const text = `${line}\n`;
    print(text);
    if (file === undefined) {
      early?.push(text);
      return;
    }
    try {
      writeSync(file, text);
    } catch (error) {
      // A full scratch disk costs the rest of log.txt, never the benchmark.
      stopKeeping();
      print(`runner: the rest of the log is not kept: ${(error as Error).message}\n`);
    }
  }

  function stopKeeping(): void {
    if (file !== undefined) closeSync(file);
    file = undefined;
    early = undefined;
  }

  return {
    pass,
    stopKeeping,
    say: (message) => {
      for (const line of message.split("\n")) pass(`runner: ${line}`);
    },
    keepIn: (path) => {
      file = openSync(path, "a");
      for (const text of early ?? []) writeSync(file, text);
      early = undefined;
    },
  };
}
