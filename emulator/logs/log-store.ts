import { closeSync, mkdirSync, openSync, readSync, writeSync, fstatSync } from "node:fs";
import path from "node:path";
import type { LogEvent, LogSink } from "../ports/log-sink.ts";
import { LogGroup, type LogGroupSettings } from "./log-group.ts";
import { LogStream } from "./log-stream.ts";
import type { ResourcePolicy } from "./resource-policy.ts";

/**
 * Log groups and streams as CloudWatch Logs has them. The lines are appended to one file, `events.jsonl` in the given
 * directory (readable by a person, and what is left when the process is killed); memory holds where each line is: some
 * tens of bytes per line, however long it is.
 */
export class LogStore implements LogSink {
  /** By name; they let other services write here, which nothing local asks. */
  readonly resourcePolicies = new Map<string, ResourcePolicy>();
  readonly #groups = new Map<string, LogGroup>();
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
    const to = this.#groups.get(group)?.streams.get(stream);
    // A container may still be talking while its daemon ends.
    if (!to || this.#closed) return;
    const line = Buffer.from(`${JSON.stringify({ group, stream, timestamp, message })}\n`);
    writeSync(this.#file, line);
    to.add({ offset: this.#end, bytes: line.length, timestamp });
    this.#end += line.length;
  }

  /** A new group, or the one that is there already, as it is. */
  createGroup(name: string, settings?: LogGroupSettings): LogGroup {
    const known = this.#groups.get(name);
    if (known) return known;
    const group = new LogGroup(name, settings);
    this.#groups.set(name, group);
    return group;
  }

  deleteGroup(name: string): void {
    this.#groups.delete(name);
  }

  openGroup(name: string, create: boolean): boolean {
    if (create) this.createGroup(name);
    return this.#groups.has(name);
  }

  /** In a group that is not there, nothing is made; a stream that is there stays as it is. */
  createStream(group: string, name: string): void {
    const streams = this.#groups.get(group)?.streams;
    if (!streams || streams.has(name)) return;
    streams.set(name, new LogStream(name, ++this.#streams, (at, bytes) => this.#read(at, bytes)));
  }

  /** The group of that name; `undefined` when it was not created. */
  group(name: string): LogGroup | undefined {
    return this.#groups.get(name);
  }

  /** In the order of their names. */
  get groups(): readonly LogGroup[] {
    return [...this.#groups.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    closeSync(this.#file);
  }

  #read(offset: number, bytes: number): LogEvent {
    const line = Buffer.allocUnsafe(bytes);
    readSync(this.#file, line, 0, bytes, offset);
    return JSON.parse(line.toString("utf8")) as LogEvent;
  }
}
