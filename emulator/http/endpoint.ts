import type { AccessEntry } from "./access-entry.ts";

/** One request to a service of ours, its body not yet read. */
export interface Call {
  readonly method: string;
  /** Percent-encoded, as it came, without the query. */
  readonly path: string;
  /** Path and query as they came. */
  readonly target: string;
  readonly rawHeaders: readonly string[];
  query(): URLSearchParams;
  header(name: string): string | undefined;
  /** Read once, however often it is asked for. */
  body(): Promise<string>;
  bytes(): Promise<Buffer>;
  /** The request's line of the access log; the endpoint fills in the operation. */
  readonly entry: AccessEntry;
}

export interface Answer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A service behind the front. Throws BatchClientError or ProtocolError; anything else is a fault of ours (500). */
export type Endpoint = (call: Call) => Promise<Answer>;
