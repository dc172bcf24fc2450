import { hostname } from "node:os";
import { describe, expect, it } from "vitest";
import { ownerId, isAlive } from "../../../../host/ownership/owner-id.ts";

describe("isAlive", () => {
  it("knows this process", () => {
    expect(isAlive(ownerId())).toBe(true);
  });

  it("knows a process that is gone, and one whose pid another process has now", () => {
    expect(isAlive(`${hostname()}/99999999/1`)).toBe(false);
    const reused = isAlive(`${hostname()}/${process.pid}/1`);
    expect(reused).toBe(process.platform !== "linux");
  });

  it("takes what it cannot tell for alive", () => {
    expect(isAlive("elsewhere/99999999/1")).toBe(true);
    expect(isAlive("nonsense")).toBe(true);
  });
});
