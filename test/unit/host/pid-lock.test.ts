import { existsSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { acquirePidLock, withPidLock } from "../../../host/pid-lock.ts";
import { temporaryDirectory } from "../../support/temporary-directory.ts";

const file = () => path.join(temporaryDirectory("lock"), "below", "a.lock");

test("a held lock names its owner; a released one is free", async () => {
  const where = file();
  const held = await acquirePidLock(where, "local-bench");
  await expect(acquirePidLock(where, "local-bench")).rejects.toMatchObject({
    code: "busy",
    message: expect.stringContaining(`process ${process.pid}`),
  });
  await held.release();
  expect(existsSync(where)).toBe(false);
  await (await acquirePidLock(where, "local-bench")).release();
});

test.each([
  ["of a process that is gone", JSON.stringify({ pid: 2 ** 30, since: "then" })],
  ["that was never written", ""],
])("a lock %s is taken over", async (_, content) => {
  const where = file();
  await (await acquirePidLock(where, "x")).release();
  writeFileSync(where, content);
  await (await acquirePidLock(where, "x")).release();
});

test("of many at once exactly one gets it", async () => {
  const where = file();
  const tries = await Promise.allSettled(Array.from({ length: 20 }, () => acquirePidLock(where, "x")));
  expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
});

test("one that waits says for whom, once, and goes on when the lock is free", async () => {
  const where = file();
  const held = await acquirePidLock(where, "x");
  const waited: number[] = [];
  const order: string[] = [];
  const waiting = withPidLock(where, async () => order.push("work"), {
    onWait: (pid) => {
      waited.push(pid);
      setTimeout(() => {
        order.push("released");
        void held.release();
      }, 300);
    },
  });
  await waiting;
  expect({ waited, order }).toEqual({ waited: [process.pid], order: ["released", "work"] });
  expect(existsSync(where)).toBe(false);
});
