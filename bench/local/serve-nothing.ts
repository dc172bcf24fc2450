/**
 * Node's HTTP server and nothing behind it, in a process of its own: what the client, the loopback and the machine cost
 * before anybody has done anything. `node serve-nothing.ts` prints where it answers, and ends with its standard input.
 */
import { once } from "node:events";
import { createServer } from "node:http";
import { listen } from "../../emulator/http/listen.ts";

const body = JSON.stringify({ jobId: "none", jobs: [] });
const headers = { "content-type": "application/json", "content-length": Buffer.byteLength(body) };
const server = createServer((request, response) => {
  request.resume().once("end", () => response.writeHead(200, headers).end(body));
});
console.log(await listen(server, { host: "127.0.0.1", port: 0 }));
process.stdin.resume();
await once(process.stdin, "end");
server.closeAllConnections();
server.close();
