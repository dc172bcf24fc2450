import type { LogEvent, LogSink } from "../ports/log-sink.ts";
import { forgetful, type Records, type State } from "../ports/state.ts";
import { LogFile } from "./log-file.ts";
import { savedLogGroup } from "./saved-log-group.ts";
import { LogGroup, type LogGroupSettings } from "./log-group.ts";
import { LogStream, type StreamIdentity } from "./log-stream.ts";
import type { ResourcePolicy } from "./resource-policy.ts";

interface SavedStream extends StreamIdentity {
  readonly group: string;
}

/**
 * Log groups and streams as CloudWatch Logs has them. The lines are in a file; memory holds where each line is: some
 * tens of bytes per line, however long it is. Groups and streams are kept by `state`.
 */
export class LogStore implements LogSink {
  /** By name; they let other services write here, which nothing local asks. */
  readonly resourcePolicies = new Map<string, ResourcePolicy>();
  readonly #groups = new Map<string, LogGroup>();
  readonly #file: LogFile;
  readonly #state: State;
  readonly #streams: Records;
  /** The records of groups and policies as they were kept last. */
  readonly #kept = new Map<string, string>();
  #lastNumber = 0;
  #closed = false;

  constructor(directory: string, state: State = forgetful) {
    this.#file = new LogFile(directory);
    this.#state = state;
    this.#streams = state.records("log-stream");
    this.#load();
  }

  write(group: string, stream: string, event: LogEvent): void {
    const to = this.#groups.get(group)?.streams.get(stream);
    // A container may still be talking while its daemon ends.
    if (!to || this.#closed) return;
    const span = this.#file.append({ group, stream, streamNumber: to.number, ...event });
    to.add({ ...span, timestamp: event.timestamp }, event.line, Date.now());
  }

  lastLines(group: string, stream: string): LogStream["lastLines"] {
    return this.#groups.get(group)?.streams.get(stream)?.lastLines ?? {};
  }

  /** A new group, or the one that is there already, as it is. */
  createGroup(name: string, settings?: LogGroupSettings): LogGroup {
    const known = this.#groups.get(name);
    if (known) return known;
    const group = new LogGroup(name, settings);
    this.#groups.set(name, group);
    this.keep();
    return group;
  }

  deleteGroup(name: string): void {
    for (const stream of this.#groups.get(name)?.streams.values() ?? []) this.deleteStream(name, stream.name);
    this.#groups.delete(name);
    this.keep();
  }

  openGroup(name: string, create: boolean): boolean {
    if (create) this.createGroup(name);
    return this.#groups.has(name);
  }

  /** In a group that is not there, nothing is made; a stream that is there stays as it is. */
  createStream(group: string, name: string): void {
    if (!this.#groups.has(group) || this.#groups.get(group)?.streams.has(name)) return;
    const identity = { group, name, number: ++this.#lastNumber, createdAt: Date.now() };
    this.#know(identity);
    this.#streams.put(String(identity.number), () => identity);
  }

  deleteStream(group: string, name: string): void {
    const streams = this.#groups.get(group)?.streams;
    const stream = streams?.get(name);
    if (!stream) return;
    streams?.delete(name);
    this.#streams.remove(String(stream.number));
  }

  /** The group of that name; `undefined` when it was not created. */
  group(name: string): LogGroup | undefined {
    return this.#groups.get(name);
  }

  /** In the order of their names. */
  get groups(): readonly LogGroup[] {
    return [...this.#groups.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** Keeps groups and policies as they are now: after each operation that may have changed one. */
  keep(): void {
    const now = new Map<string, unknown>();
    for (const group of this.#groups.values()) now.set(`group/${group.name}`, savedLogGroup.save(group));
    for (const policy of this.resourcePolicies.values()) now.set(`policy/${policy.policyName}`, policy);
    const records = this.#state.records(savedLogGroup.kind);
    for (const [key, value] of now) {
      const text = JSON.stringify(value);
      if (this.#kept.get(key) === text) continue;
      this.#kept.set(key, text);
      records.put(key, () => value);
    }
    for (const key of this.#kept.keys()) {
      if (now.has(key)) continue;
      this.#kept.delete(key);
      records.remove(key);
    }
  }

  /** What was changed is kept now, before the caller hears of it. */
  commit(): void {
    this.#state.commit();
  }

  /** The same for what is read, as far as it can be: where nothing can be kept one still reads. */
  settle(): void {
    try {
      this.commit();
    } catch {
      // Whoever changes something is told.
    }
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#file.close();
  }

  #load(): void {
    for (const { key, value } of this.#state.records(savedLogGroup.kind).all()) {
      this.#kept.set(key, JSON.stringify(value));
      if (key.startsWith("policy/")) {
        const policy = value as ResourcePolicy;
        this.resourcePolicies.set(policy.policyName, policy);
      } else {
        const group = savedLogGroup.load(value as Parameters<typeof savedLogGroup.load>[0]);
        this.#groups.set(group.name, group);
      }
    }
    const byNumber = new Map<number, LogStream>();
    for (const { value } of this.#streams.all()) {
      const stream = this.#know(value as SavedStream);
      if (stream) byNumber.set(stream.number, stream);
    }
    this.#file.replay(({ streamNumber, timestamp, line }, span) => {
      // Lines of streams that were deleted stay in the file; their numbers are not given again.
      this.#lastNumber = Math.max(this.#lastNumber, streamNumber);
      byNumber.get(streamNumber)?.add({ ...span, timestamp }, line, timestamp);
    });
  }

  #know({ group, ...identity }: SavedStream): LogStream | undefined {
    const stream = new LogStream(identity, this.#file);
    this.#groups.get(group)?.streams.set(stream.name, stream);
    this.#lastNumber = Math.max(this.#lastNumber, stream.number);
    return stream;
  }
}
