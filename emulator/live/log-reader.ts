import type { LogStream } from "../logs/log-stream.ts";
import type { EventStream } from "./event-stream.ts";

/** Lines of the past that somebody sees who opens a log; of a longer one, that there are more. */
const mostAtFirst = 1000;
const mostAtOnce = 500;
/** Characters of a line that are sent: nobody reads more of one in a browser. */
const longestLine = 1000;

interface OpenLog {
  /** Tells one attempt's lines from another's. */
  readonly key: string;
  readonly stream: LogStream;
}

/**
 * A step that sends what a job's log has new, each time it is called: `lines` with the number of the first of them, and
 * `log` before the first of an attempt. `current`: the log of the latest attempt, `undefined` while it has none.
 */
export function logSender(current: () => OpenLog | undefined): (to: EventStream) => void {
  let key: string | undefined;
  let next = 0;
  return (to) => {
    const log = current();
    if (!log || !to.isReady) return;
    const { stream } = log;
    if (log.key !== key) {
      const [before, at] = to.lastId?.split(" ") ?? [];
      // Connected again: it goes on where it was.
      const goesOn = key === undefined && before === log.key;
      next = goesOn ? Number(at) : Math.max(0, stream.length - mostAtFirst);
      key = log.key;
      if (!goesOn) to.send("log", JSON.stringify({ skipped: next }));
    }
    if (next >= stream.length) return;
    const first = next;
    next = Math.min(stream.length, first + mostAtOnce);
    const lines = Array.from({ length: next - first }, (_, index) => {
      const { timestamp, message } = stream.event(first + index);
      const text =
        message.length <= longestLine
          ? message
          : `${message.slice(0, longestLine)}… (${message.length} characters)`;
      return { at: timestamp, text };
    });
    to.send("lines", JSON.stringify({ first, lines }), `${key} ${next}`);
  };
}
