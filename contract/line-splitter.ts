const newline = 0x0a;
const carriageReturn = 0x0d;

export interface LineSplitter {
  push(data: Buffer): void;
  /** Passes on what has no newline at its end. */
  end(): void;
}

export interface LineRules {
  /** Longer lines are passed on in pieces of at most so many bytes, cut between characters. */
  readonly limit: number;
  /** Whether a carriage return before the newline belongs to the line or to its end. */
  readonly carriageReturn: "kept" | "dropped";
}

/** Turns chunks of bytes of UTF-8, cut anywhere, into lines of text without their ends. */
export function createLineSplitter(sink: (line: string) => void, rules: LineRules): LineSplitter {
  const { limit } = rules;
  let pending: Buffer[] = [];
  let pendingBytes = 0;

  function flush(isEnded: boolean): void {
    let line = pending.length === 1 && pending[0] ? pending[0] : Buffer.concat(pending);
    pending = [];
    pendingBytes = 0;
    if (isEnded && rules.carriageReturn === "dropped" && line.at(-1) === carriageReturn) {
      line = line.subarray(0, -1);
    }
    while (line.length > limit) {
      const cut = characterStart(line, limit);
      sink(line.toString("utf8", 0, cut));
      line = line.subarray(cut);
    }
    sink(line.toString("utf8"));
  }

  /** Passes whole pieces of an endless line on, so that a job without newlines cannot fill the memory. */
  function relieve(): void {
    const line = Buffer.concat(pending);
    const cut = characterStart(line, limit);
    sink(line.toString("utf8", 0, cut));
    pending = [line.subarray(cut)];
    pendingBytes = line.length - cut;
  }

  return {
    push(data) {
      let start = 0;
      for (let at = data.indexOf(newline); at >= 0; at = data.indexOf(newline, start)) {
        pending.push(data.subarray(start, at));
        flush(true);
        start = at + 1;
      }
      if (start === data.length) return;
      pending.push(data.subarray(start));
      pendingBytes += data.length - start;
      while (pendingBytes > limit) relieve();
    },
    end() {
      if (pendingBytes > 0) flush(false);
    },
  };
}

/** The largest index up to `limit` at which a character of UTF-8 begins. */
function characterStart(text: Buffer, limit: number): number {
  // At most 3 continuation bytes (10xxxxxx) follow a first byte; more of them are no UTF-8, and cut anywhere.
  for (let at = limit; at > limit - 4 && at > 0; at--) {
    if (((text[at] ?? 0) & 0xc0) !== 0x80) return at;
  }
  return limit;
}
