import { writeFileSync } from "node:fs";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, it } from "vitest";
import { openStateFile } from "../../../../emulator/state/state-file.ts";
import { temporaryDirectory } from "../../../support/temporary-directory.ts";

const newFile = () => path.join(temporaryDirectory("state"), "state.sqlite");

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
