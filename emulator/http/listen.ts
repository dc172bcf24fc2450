import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { GeosBenchError } from "../../contract/errors.ts";

export interface Address {
  readonly host: string;
  readonly port: number;
}

/** Listens, and says at which URL. */
export async function listen(server: Server, { host, port }: Address): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", (cause: NodeJS.ErrnoException) => reject(explain(cause, host, port)));
    server.listen({ host, port }, resolve);
  });
  const { address, family, port: bound } = server.address() as AddressInfo;
  return `http://${family === "IPv6" ? `[${address}]` : address}:${bound}`;
}

function explain(cause: NodeJS.ErrnoException, host: string, port: number): GeosBenchError {
  if (cause.code === "EADDRINUSE") {
    return new GeosBenchError(`Port ${port} on ${host} is in use.`, {
      code: "port-in-use",
      hint: "Choose another port, or 0 for any free one. A local stack may be running already.",
      cause,
    });
  }
  return new GeosBenchError(`Cannot listen on ${host}:${port}: ${cause.message}`, {
    code: "cannot-listen",
    hint: "The host must be an address of this machine.",
  });
}
