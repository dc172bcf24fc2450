import type { LineSource } from "../ports/executor.ts";
import type { LogEvent } from "../ports/log-sink.ts";
import type { LogFile } from "./log-file.ts";

export interface Place {
  readonly offset: number;
  readonly bytes: number;
  readonly timestamp: number;
}

export interface StreamIdentity {
  readonly name: string;
  /** Unique among the streams of a store, those that were deleted too. */
  readonly number: number;
  readonly createdAt: number;
}

/** One stream: the order of its lines is the order in which they were written, as with one container on AWS. */
export class LogStream {
  readonly name: string;
  /** Unique among the streams of a store. */
  readonly number: number;
  readonly createdAt: number;
  /** Number of the last line of each source of an attempt. */
  readonly lastLines: Partial<Record<LineSource, number>> = {};
  lastWrittenAt = 0;
  readonly #file: Pick<LogFile, "read">;
  readonly #places: Place[] = [];

  constructor({ name, number, createdAt }: StreamIdentity, file: Pick<LogFile, "read">) {
    this.name = name;
    this.number = number;
    this.createdAt = createdAt;
    this.#file = file;
  }

  add(place: Place, line: LogEvent["line"], writtenAt: number): void {
    this.lastWrittenAt = writtenAt;
    if (line) this.lastLines[line.from] = line.number;
    this.#places.push(place);
  }

  get length(): number {
    return this.#places.length;
  }

  /** Bytes of the line as stored; what pages are cut by. */
  bytes(index: number): number {
    return this.#at(index).bytes;
  }

  timestamp(index: number): number {
    return this.#at(index).timestamp;
  }

  event(index: number): LogEvent {
    return this.#file.read(this.#at(index));
  }

  #at(index: number): Place {
    const place = this.#places[index];
    if (!place) throw new RangeError(`Stream ${this.name} has no line ${index}`);
    return place;
  }
}
