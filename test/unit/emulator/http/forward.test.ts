import { createHash, randomBytes } from "node:crypto";
import http, { type RequestListener } from "node:http";
import net from "node:net";
import { buffer, text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, test } from "vitest";
import { frontOn } from "./front-on.ts";
import { recordingUpstream } from "./upstream.ts";

describe("what is not ours goes through to LocalStack", () => {
  const closers: (() => unknown)[] = [];
  afterEach(async () => {
    for (const close of closers.splice(0)) await close();
  });

  async function pair(answer?: RequestListener) {
    const upstream = await recordingUpstream(answer);
    const front = await frontOn({ localstackUrl: upstream.url });
    closers.push(front.close, upstream.close);
    return { upstream, front, port: Number(new URL(front.urls[0] ?? "").port) };
  }

  test("method, path, query and headers arrive byte for byte", async () => {
    const { upstream, port } = await pair();
    const path = "/bucket/a%2Fb//c%20d+e/?list-type=2&prefix=%C3%BC&empty&x=a+b";
    const answer = await raw(
      port,
      `PUT ${path} HTTP/1.1\r\nHost: results.s3.localhost:4566\r\nX-aMz-Date: 1\r\nX-Twice: a\r\nX-Twice: b\r\nContent-Length: 3\r\nConnection: close\r\n\r\nabc`,
    );
    expect(upstream.requests).toHaveLength(1);
    const [request] = upstream.requests;
    expect(request).toMatchObject({ method: "PUT", url: path, body: Buffer.from("abc") });
    expect(request?.rawHeaders.slice(0, 10)).toEqual([
      "Host",
      "results.s3.localhost:4566",
      "X-aMz-Date",
      "1",
      "X-Twice",
      "a",
      "X-Twice",
      "b",
      "Content-Length",
      "3",
    ]);
    expect(answer).toContain('ETag: "x"\r\nx-Amz-Thing: Kept\r\n');
    expect(answer).toContain("\r\nabc\r\n");
    expect(answer.match(/^date:/gim)).toHaveLength(1);
  });

  test("aws-chunked framing, chunked transfer and trailers are not touched", async () => {
    const { upstream, port } = await pair();
    const framed = "5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n";
    const chunks = `${framed.length.toString(16)}\r\n${framed}\r\n0\r\nX-Check: 1\r\n\r\n`;
    await raw(
      port,
      `PUT /b/k HTTP/1.1\r\nHost: h\r\nContent-Encoding: aws-chunked\r\nTransfer-Encoding: chunked\r\nTrailer: X-Check\r\nConnection: close\r\n\r\n${chunks}`,
    );
    expect(upstream.requests[0]?.body.toString()).toBe(framed);
    expect(upstream.requests[0]?.trailers).toEqual({ "x-check": "1" });
    expect(upstream.requests[0]?.rawHeaders).toContain("aws-chunked");
  });

  test("bodies stream both ways without being held: 64 MiB there and back", async () => {
    const { front } = await pair((request, response) => void request.pipe(response));
    const block = randomBytes(1024 * 1024);
    const sent = createHash("sha256");
    const request = http.request(`${front.urls[0]}/b/big`, { method: "PUT" });
    const answered = new Promise<http.IncomingMessage>((resolve) => request.once("response", resolve));
    request.flushHeaders();
    const received = createHash("sha256");
    const reading = answered.then(async (response) => {
      for await (const chunk of response) received.update(chunk as Buffer);
    });
    for (let index = 0; index < 64; index++) {
      sent.update(block);
      if (!request.write(block)) await new Promise((resolve) => request.once("drain", resolve));
    }
    request.end();
    await reading;
    expect(received.digest("hex")).toBe(sent.digest("hex"));
  });

  test("a reader that stops makes the sender stop (backpressure)", async () => {
    let written = 0;
    const { front } = await pair((_, response) => {
      response.writeHead(200);
      const more = () => {
        while (written < 512) {
          written++;
          if (!response.write(Buffer.alloc(1024 * 1024))) return void response.once("drain", more);
        }
        response.end();
      };
      more();
    });
    const response = await new Promise<http.IncomingMessage>((resolve) =>
      http.get(`${front.urls[0]}/b/k`, resolve),
    );
    response.pause();
    await sleep(300);
    expect(written).toBeLessThan(64);
    response.destroy();
  });

  test("LocalStack says whether a body announced with Expect: 100-continue may come", async () => {
    const { upstream, front } = await pair();
    const asked: string[] = [];
    upstream.server.on("checkContinue", (request: http.IncomingMessage, response: http.ServerResponse) => {
      asked.push(request.url ?? "");
      if (request.url === "/b/no") return void response.writeHead(403).end("refused");
      response.writeContinue();
      upstream.server.emit("request", request, response);
    });
    const put = (path: string) =>
      new Promise<{ status: number | undefined; continued: boolean }>((resolve, reject) => {
        let continued = false;
        const request = http.request(front.urls[0] + path, {
          method: "PUT",
          headers: { Expect: "100-continue", "Content-Length": 4 },
        });
        request.on("continue", () => {
          continued = true;
          request.end("body");
        });
        request.on("response", (response) => {
          response.resume();
          response.on("end", () => resolve({ status: response.statusCode, continued }));
          if (!continued) request.destroy();
        });
        request.on("error", reject);
      });
    expect(await put("/b/yes")).toEqual({ status: 200, continued: true });
    expect(upstream.requests[0]?.body.toString()).toBe("body");
    await expect(put("/b/no")).resolves.toEqual({ status: 403, continued: false });
    expect(asked).toEqual(["/b/yes", "/b/no"]);
  });

  test("a client that breaks off leaves no half object behind", async () => {
    const ended = Promise.withResolvers<string>();
    const { front } = await pair((request) => {
      request.on("end", () => ended.resolve("complete"));
      request.on("error", () => ended.resolve("broken off"));
      request.resume();
    });
    const request = http.request(`${front.urls[0]}/b/k`, {
      method: "PUT",
      headers: { "Content-Length": 1000 },
    });
    request.on("error", () => {});
    request.write("abc");
    await sleep(50);
    request.destroy();
    expect(await ended.promise).toBe("broken off");
    await sleep(20);
    expect(front.entries).toMatchObject([{ service: "localstack", status: 0 }]);
  });

  test("an answer that breaks off breaks off for the client too", async () => {
    const { front } = await pair((_, response) => {
      response.writeHead(200, { "Content-Length": 1000 });
      response.write("abc");
      setTimeout(() => response.destroy(), 20);
    });
    const response = await new Promise<http.IncomingMessage>((resolve) =>
      http.get(`${front.urls[0]}/b/k`, resolve),
    );
    await expect(buffer(response)).rejects.toThrow("aborted");
  });

  test("an answer before the whole body (a refusal) reaches the client", async () => {
    const { port } = await pair((_, response) => void response.writeHead(400).end("too early"));
    const answer = await raw(port, `PUT /b/k HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\nabc`);
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).toContain("Connection: close");
  });

  test("LocalStack not there: 503 with an S3 error that says so", async () => {
    const front = await frontOn({ localstackUrl: "http://127.0.0.1:9" });
    closers.push(front.close);
    const response = await fetch(`${front.urls[0]}/bucket/key`);
    expect(response.status).toBe(503);
    expect(response.headers.get("x-amzn-requestid")).toMatch(/^[0-9a-f-]{36}$/);
    expect(await response.text()).toMatch(
      /<Code>ServiceUnavailable<\/Code><Message>LocalStack is not reachable at http:\/\/127\.0\.0\.1:9/,
    );
  });

  test("LocalStack breaks the connection off: 502", async () => {
    const { front } = await pair((request) => void request.socket.destroy());
    expect((await fetch(`${front.urls[0]}/bucket/key`)).status).toBe(502);
  });

  test("HEAD keeps the length and has no body", async () => {
    const { front } = await pair(
      (_, response) => void response.writeHead(200, { "Content-Length": 12345 }).end(),
    );
    const response = await fetch(`${front.urls[0]}/b/k`, { method: "HEAD" });
    expect(response.headers.get("content-length")).toBe("12345");
  });
});

/** Sends bytes as they are, and gives everything that comes back until the connection ends. */
async function raw(port: number, bytes: string): Promise<string> {
  const socket = net.connect(port, "127.0.0.1");
  socket.write(bytes);
  return text(socket);
}
