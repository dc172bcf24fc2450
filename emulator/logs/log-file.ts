import { closeSync, fstatSync, ftruncateSync, mkdirSync, openSync, readSync, writeSync } from "node:fs";
import path from "node:path";
import type { LogEvent } from "../ports/log-sink.ts";

/** One event, with the stream that it belongs to: by number, since another one may get its name. */
export interface StoredEvent extends LogEvent {
  readonly group: string;
  readonly stream: string;
  readonly streamNumber: number;
}

/** Where a line of the file is, in bytes. */
export interface Span {
  readonly offset: number;
  readonly bytes: number;
}

const newline = 0x0a;

/**
 * The lines of all streams, appended to one file of JSON, `events.jsonl` in the given directory: readable by a person,
 * and what is left when the process is killed.
 */
export class LogFile {
  readonly #file: number;
  #end = 0;

  constructor(directory: string) {
    mkdirSync(directory, { recursive: true });
    this.#file = openSync(path.join(directory, "events.jsonl"), "a+");
  }

  append(event: StoredEvent): Span {
    const line = Buffer.from(`${JSON.stringify(event)}\n`);
    writeSync(this.#file, line);
    const span = { offset: this.#end, bytes: line.length };
    this.#end += line.length;
    return span;
  }

  read({ offset, bytes }: Span): LogEvent {
    const line = Buffer.allocUnsafe(bytes);
    readSync(this.#file, line, 0, bytes, offset);
    return JSON.parse(line.toString("utf8")) as LogEvent;
  }

  /** All that is there, from the first line. A line that was cut off when its process ended is removed. */
  replay(visit: (event: StoredEvent, span: Span) => void): void {
    const chunk = Buffer.allocUnsafe(1024 * 1024);
    let rest = Buffer.alloc(0);
    for (let at = 0; ;) {
      const bytes = readSync(this.#file, chunk, 0, chunk.length, at);
      if (bytes === 0) break;
      at += bytes;
      const data = Buffer.concat([rest, chunk.subarray(0, bytes)]);
      let from = 0;
      for (let to = data.indexOf(newline); to >= 0; to = data.indexOf(newline, from)) {
        const line = data.subarray(from, to + 1);
        visit(JSON.parse(line.toString("utf8")) as StoredEvent, { offset: this.#end, bytes: line.length });
        this.#end += line.length;
        from = to + 1;
      }
      rest = Buffer.from(data.subarray(from));
    }
    if (fstatSync(this.#file).size > this.#end) ftruncateSync(this.#file, this.#end);
  }

  close(): void {
    closeSync(this.#file);
  }
}
