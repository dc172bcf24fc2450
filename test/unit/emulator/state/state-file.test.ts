import { copyFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, describe, expect, it, vi } from "vitest";
import { openStateFile } from "../../../../emulator/state/state-file.ts";
import { temporaryDirectory } from "../../../support/temporary-directory.ts";

afterEach(() => vi.useRealTimers());

const newFile = () => path.join(temporaryDirectory("state"), "state.sqlite");

/** What another process would find if this one were killed now. */
function afterKill(file: string): ReturnType<typeof openStateFile> {
  const copy = newFile();
  for (const suffix of ["", "-wal"]) copyFileSync(`${file}${suffix}`, `${copy}${suffix}`);
  return openStateFile(copy);
}

function recordsAfterKill(file: string, region: string): unknown[] {
  const state = afterKill(file);
  const all = [...state.of(region).records("k").all()];
  state.close();
  return all;
}

describe("openStateFile", () => {
  it("gives records back in the order in which they were first put, by region and kind", () => {
    const file = newFile();
    const state = openStateFile(file);
    const records = state.of("r1").records("k");
    records.put("b", () => 1);
    records.put("a", () => ({ x: [1, null, "ä"] }));
    records.put("gone", () => 0);
    state.of("r1").commit();
    records.put("b", () => 2);
    records.remove("gone");
    state
      .of("r2")
      .records("k")
      .put("b", () => 3);
    state.close();
    const again = openStateFile(file);
    expect([...again.of("r1").records("k").all()]).toEqual([
      { key: "b", value: 2 },
      { key: "a", value: { x: [1, null, "ä"] } },
    ]);
    expect([...again.of("r1").records("other").all()]).toEqual([]);
    expect(again.regions().toSorted()).toEqual(["r1", "r2"]);
    again.close();
  });

  it("forgets a region, with what was about to be kept of it", () => {
    const file = newFile();
    const state = openStateFile(file);
    const put = (region: string, key: string) =>
      state
        .of(region)
        .records("k")
        .put(key, () => 1);
    put("r1", "a");
    put("r2", "a");
    state.of("r1").commit();
    put("r1", "b");
    state.clear("r1");
    state.close();
    const again = openStateFile(file);
    expect(again.regions()).toEqual(["r2"]);
    again.close();
  });

  it("keeps a turn's changes whole or not at all", () => {
    const file = newFile();
    const state = openStateFile(file);
    const records = state.of("r").records("k");
    records.put("a", () => 1);
    records.put("b", () => {
      throw new Error("cannot be written");
    });
    expect(() => state.of("r").commit()).toThrow("cannot be written");
    records.remove("b");
    state.close();
    const again = openStateFile(file);
    expect([...again.of("r").records("k").all()]).toEqual([{ key: "a", value: 1 }]);
    again.close();
  });

  it("has kept what others changed too before it says that it has", async () => {
    const file = newFile();
    const state = openStateFile(file);
    const [one, two] = [state.of("r1"), state.of("r2")];
    one.records("k").put("a", () => 1);
    const committed = one.committed();
    two.records("k").put("b", () => 2);
    await committed;
    expect(recordsAfterKill(file, "r1")).toEqual([{ key: "a", value: 1 }]);
    expect(recordsAfterKill(file, "r2")).toEqual([{ key: "b", value: 2 }]);
    // Nothing is left to wait for.
    await Promise.all([one.committed(), two.committed()]);
    state.close();
  });

  it("keeps by itself what nobody waits for", async () => {
    const file = newFile();
    const state = openStateFile(file);
    const records = state.of("r").records("k");
    records.put("a", () => 1);
    await state.of("r").saved();
    records.put("a", () => 2);
    records.put("b", () => 3);
    await state.of("r").saved();
    records.remove("b");
    await vi.waitFor(() => expect(recordsAfterKill(file, "r")).toEqual([{ key: "a", value: 2 }]));
    state.close();
  });

  it("puts what was removed and comes again behind the others", () => {
    const file = newFile();
    const state = openStateFile(file);
    const records = state.of("r").records("k");
    for (const key of ["a", "b"]) records.put(key, () => 1);
    state.of("r").commit();
    records.remove("a");
    state.of("r").commit();
    records.put("a", () => 2);
    state.close();
    const again = openStateFile(file);
    const all = [...again.of("r").records("k").all()];
    again.close();
    expect(all).toEqual([
      { key: "b", value: 1 },
      { key: "a", value: 2 },
    ]);
  });

  it("refuses whoever waits for what cannot be kept, and whoever would change more, until it can be", async () => {
    const state = openStateFile(newFile());
    const regional = state.of("r");
    let isFull = true;
    regional.records("k").put("a", () => {
      if (isFull) throw new Error("database or disk is full");
      return 1;
    });
    // Not tried yet.
    regional.requireKept();
    await expect(regional.committed()).rejects.toMatchObject({ code: "state-not-kept" });
    expect(() => regional.requireKept()).toThrow(expect.objectContaining({ code: "state-not-kept" }));
    isFull = false;
    regional.requireKept();
    await regional.committed();
    state.close();
  });

  it("goes on with a file of the layout before, which had an index", () => {
    const file = newFile();
    const database = new DatabaseSync(file);
    database.exec(`
      CREATE TABLE records (
        id INTEGER PRIMARY KEY, region TEXT NOT NULL, kind TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL,
        UNIQUE (region, kind, key)
      ) STRICT;
      INSERT INTO records VALUES (1, 'r', 'k', 'b', '1'), (2, 'r', 'k', 'a', '2');
      PRAGMA user_version = 3;
    `);
    database.close();
    const state = openStateFile(file);
    state
      .of("r")
      .records("k")
      .put("b", () => 3);
    state.close();
    const again = openStateFile(file);
    const all = [...again.of("r").records("k").all()];
    again.close();
    expect(all).toEqual([
      { key: "b", value: 3 },
      { key: "a", value: 2 },
    ]);
  });

  it("goes on where something cannot be written, and keeps it as soon as it can", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const file = newFile();
    const faults: string[] = [];
    const state = openStateFile(file, ({ message }) => faults.push(message));
    const regional = state.of("r");
    let isFull = true;
    regional.records("k").put("a", () => {
      if (isFull) throw new Error("database or disk is full");
      return 1;
    });
    const kept = vi.fn<() => void>();
    const keeping = regional.saved().then(kept);
    // The end of the turn, where nobody could catch what is thrown.
    await new Promise((resolve) => setImmediate(resolve));
    vi.advanceTimersByTime(5000);
    expect(faults).toEqual(["What changed cannot be kept: database or disk is full."]);
    expect(() => regional.commit()).toThrow(expect.objectContaining({ code: "state-not-kept" }));
    expect(kept).not.toHaveBeenCalled();
    isFull = false;
    vi.advanceTimersByTime(1000);
    await keeping;
    state.close();
    const again = openStateFile(file);
    expect([...again.of("r").records("k").all()]).toEqual([{ key: "a", value: 1 }]);
    again.close();
  });

  it("lets go of who waits when the process is to end, and says what was not kept", async () => {
    const state = openStateFile(newFile());
    state
      .of("r")
      .records("k")
      .put("a", () => {
        throw new Error("database or disk is full");
      });
    const keeping = state.of("r").saved();
    state.stopWaiting();
    await keeping;
    expect(() => state.close()).toThrow("cannot be kept: database or disk is full");
  });

  it("refuses a file that is open elsewhere, of another version, or no database", () => {
    const file = newFile();
    const state = openStateFile(file);
    expect(() => openStateFile(file)).toThrow(/cannot be used: database is locked/);
    state.close();
    const database = new DatabaseSync(file);
    database.exec("PRAGMA user_version = 99");
    database.close();
    expect(() => openStateFile(file)).toThrow(/it has version 99 of the layout, and this program has \d+/);
    writeFileSync(file, "no database ".repeat(100));
    expect(() => openStateFile(file)).toThrow(/file is not a database/);
  });
});
