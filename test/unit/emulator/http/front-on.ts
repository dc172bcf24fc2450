import type { AccessEntry } from "../../../../emulator/http/access-entry.ts";
import { startFront, type Front, type FrontOptions } from "../../../../emulator/http/front.ts";
import type { BatchApi } from "../../../../emulator/ports/batch-api.ts";
import type { LogEvent } from "../../../../emulator/ports/log-sink.ts";
import { LogStore } from "../../../../emulator/logs/log-store.ts";
import { temporaryDirectory } from "../../../support/temporary-directory.ts";

/** A front on a free port of the loopback address; nothing is behind it unless given. */
export async function frontOn({
  api = {},
  logs = logStore(),
  ...options
}: Partial<FrontOptions> & { readonly api?: BatchApi; readonly logs?: LogStore } = {}): Promise<
  Front & { readonly entries: AccessEntry[] }
> {
  const entries: AccessEntry[] = [];
  const front = await startFront({
    regions: (region = "us-east-1") => ({ region, api, logs }),
    localstackUrl: "http://127.0.0.1:9",
    addresses: [{ host: "127.0.0.1", port: 0 }],
    onRequest: (entry) => entries.push(entry),
    ...options,
  });
  return { ...front, entries };
}

export const logStore = () => new LogStore(temporaryDirectory("logs"));

/** A line in a stream that is made for it, as if a container had started. */
export function writeLine(logs: LogStore, group: string, stream: string, event: LogEvent): void {
  logs.createGroup(group);
  logs.createStream(group, stream);
  logs.write(group, stream, event);
}
