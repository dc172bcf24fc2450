import { closeSync, mkdirSync, openSync, readSync, writeSync, fstatSync } from "node:fs";
import path from "node:path";
import type { LogEvent, LogSink } from "../ports/log-sink.ts";
import { LogStream } from "./log-stream.ts";

export interface LogGroup {
  readonly createdAt: number;
  /** By name. */
  readonly streams: ReadonlyMap<string, LogStream>;
}

interface WritableGroup extends LogGroup {
  readonly streams: Map<string, LogStream>;
}

/**
 * Log groups and streams as CloudWatch Logs has them. The lines are appended to one file, `events.jsonl` in the given
 * directory (readable by a person, and what is left when the process is killed); memory holds where each line is: some
 * tens of bytes per line, however long it is.
 */
export class LogStore implements LogSink {
  readonly #groups = new Map<string, WritableGroup>();
  readonly #file: number;
  #end: number;
  #streams = 0;
  #closed = false;

  constructor(directory: string) {
    mkdirSync(directory, { recursive: true });
    this.#file = openSync(path.join(directory, "events.jsonl"), "a+");
    this.#end = fstatSync(this.#file).size;
  }

  write(group: string, stream: string, { timestamp, message }: LogEvent): void {
    // A container may still be talking while its daemon ends.
    if (this.#closed) return;
    const line = Buffer.from(`${JSON.stringify({ group, stream, timestamp, message })}\n`);
    writeSync(this.#file, line);
    this.#streamFor(group, stream).add({ offset: this.#end, bytes: line.length, timestamp });
    this.#end += line.length;
  }

  /** Makes a group exist before its first line, as one that Terraform creates does. */
  createGroup(name: string): void {
    this.#groupFor(name);
  }

  /** The group of that name; `undefined` when it was neither created nor written to. */
  group(name: string): LogGroup | undefined {
    return this.#groups.get(name);
  }

  get groupNames(): readonly string[] {
    return [...this.#groups.keys()].sort();
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    closeSync(this.#file);
  }

  #groupFor(name: string): WritableGroup {
    const known = this.#groups.get(name);
    if (known) return known;
    const group: WritableGroup = { createdAt: Date.now(), streams: new Map() };
    this.#groups.set(name, group);
    return group;
  }

  #streamFor(group: string, name: string): LogStream {
    const { streams } = this.#groupFor(group);
    let stream = streams.get(name);
    if (!stream) {
      stream = new LogStream(name, ++this.#streams, (at, bytes) => this.#read(at, bytes));
      streams.set(name, stream);
    }
    return stream;
  }

  #read(offset: number, bytes: number): LogEvent {
    const line = Buffer.allocUnsafe(bytes);
    readSync(this.#file, line, 0, bytes, offset);
    return JSON.parse(line.toString("utf8")) as LogEvent;
  }
}
