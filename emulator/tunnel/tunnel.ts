import { connect, type Socket } from "node:net";

export interface Tunnel {
  close(): void;
}

/** Connections that wait on the other side, each for one connection from there. */
const spare = 4;
const againMs = 500;

/**
 * Dials into the container (relay.py), and serves what comes out of it as if it had come to our own port: `accept` gets
 * a connection with the first bytes of a request in it.
 */
export function openTunnel(
  { host, port }: { readonly host: string; readonly port: number },
  accept: (socket: Socket) => void,
): Tunnel {
  const idle = new Set<Socket>();
  let isClosed = false;

  function dial(): void {
    if (isClosed) return;
    const socket = connect({ port, host });
    idle.add(socket);
    // What ends it ends it for the request that is on it: "close" is all there is to know.
    socket.on("error", () => {});
    socket.once("close", () => {
      if (idle.delete(socket)) setTimeout(dial, againMs).unref();
    });
    socket.once("data", (first) => {
      idle.delete(socket);
      socket.pause();
      socket.unshift(first);
      accept(socket);
      process.nextTick(() => socket.resume());
      dial();
    });
  }
  for (let count = 0; count < spare; count++) dial();
  return {
    close() {
      isClosed = true;
      for (const socket of idle) socket.destroy();
    },
  };
}
