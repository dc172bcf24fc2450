/**
 * The longest event of CloudWatch Logs without its 26 bytes of overhead: where Docker's awslogs driver cuts lines too.
 */
const maxLineBytes = 262_118;

const newline = 0x0a;

export interface LineSplitter {
  push(data: Buffer): void;
  /** Passes on what has no newline at its end. */
  end(): void;
}

/** Cuts bytes into lines of text of at most `limit` bytes. A line that is too long is cut between characters. */
export function createLineSplitter(sink: (line: string) => void, limit: number = maxLineBytes): LineSplitter {
  let pending: Buffer[] = [];
  let pendingBytes = 0;

  function flush(): void {
    let line = pending.length === 1 && pending[0] ? pending[0] : Buffer.concat(pending);
    pending = [];
    pendingBytes = 0;
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
        flush();
        start = at + 1;
      }
      if (start === data.length) return;
      pending.push(data.subarray(start));
      pendingBytes += data.length - start;
      while (pendingBytes > limit) relieve();
    },
    end() {
      if (pendingBytes > 0) flush();
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
