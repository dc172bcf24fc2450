import { mkdirSync } from "node:fs";
import path from "node:path";
import { DatabaseSync, type StatementSync } from "node:sqlite";
import { GeosBenchError } from "../../contract/errors.ts";
import type { State } from "../ports/state.ts";

/** The layout of tables and records. A file of another version is refused, since nobody could say what it means. */
const stateVersion = 2;

export interface StateFile {
  /** The state of one region: as on AWS, regions share nothing. */
  of(region: string): State;
  /** Regions that something is kept of. */
  regions(): string[];
  /** Keeps nothing of that region any more. */
  clear(region: string): void;
  /** Keeps what is left and closes the file. */
  close(): void;
}

interface Change {
  readonly region: string;
  readonly kind: string;
  readonly key: string;
  /** `undefined`: removed. */
  readonly save: (() => unknown) | undefined;
}

/**
 * Keeps state in a SQLite file, for one process at a time. Throws {@link GeosBenchError} `state-not-usable` for a file
 * that another process has open, or of another version, or that is no such file.
 *
 * The journal is written ahead and not forced to the disk at each commit: what was committed outlives the process
 * whatever ends it; after a loss of power the file is whole, and may lack the last moments.
 */
export function openStateFile(file: string): StateFile {
  mkdirSync(path.dirname(file), { recursive: true });
  const { database, statements } = open(file);
  const changes = new Map<string, Change>();
  let isPlanned = false;
  let isClosed = false;

  function commit(): void {
    if (changes.size === 0 || isClosed) return;
    database.exec("BEGIN IMMEDIATE");
    try {
      for (const { region, kind, key, save } of changes.values()) {
        if (save) statements.put.run(region, kind, key, JSON.stringify(save()));
        else statements.remove.run(region, kind, key);
      }
      database.exec("COMMIT");
    } catch (error) {
      // A full disk: what could not be kept stays to be kept with the next change.
      if (database.isTransaction) database.exec("ROLLBACK");
      throw error;
    }
    changes.clear();
  }

  function change(one: Change): void {
    changes.set(`${one.region}\n${one.kind}\n${one.key}`, one);
    if (isPlanned) return;
    isPlanned = true;
    queueMicrotask(() => {
      isPlanned = false;
      commit();
    });
  }

  return {
    of: (region) => ({
      records: (kind) => ({
        *all() {
          commit();
          for (const { key, value } of statements.all.all(region, kind)) {
            yield { key: String(key), value: JSON.parse(String(value)) as unknown };
          }
        },
        put: (key, save) => change({ region, kind, key, save }),
        remove: (key) => change({ region, kind, key, save: undefined }),
      }),
      commit,
      saved: () => Promise.resolve().then(commit),
    }),
    regions: () => statements.regions.all().map(({ region }) => String(region)),
    clear(region) {
      for (const [key, one] of changes) if (one.region === region) changes.delete(key);
      statements.clear.run(region);
    },
    close() {
      if (isClosed) return;
      commit();
      isClosed = true;
      database.close();
    },
  };
}

type Statements = Readonly<Record<"all" | "put" | "remove" | "regions" | "clear", StatementSync>>;

function open(file: string): { readonly database: DatabaseSync; readonly statements: Statements } {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(file);
    // Exclusive: a second process is told so at once, and no memory has to be shared with one.
    database.exec(
      "PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; BEGIN IMMEDIATE",
    );
    const version = Number(database.prepare("PRAGMA user_version").get()?.["user_version"]);
    if (version !== 0 && version !== stateVersion) {
      throw new Error(`it has version ${version} of the layout, and this program has ${stateVersion}`);
    }
    database.exec(`
      CREATE TABLE IF NOT EXISTS records (
        id INTEGER PRIMARY KEY,
        region TEXT NOT NULL,
        kind TEXT NOT NULL,
        key TEXT NOT NULL,
        value TEXT NOT NULL,
        UNIQUE (region, kind, key)
      ) STRICT;
      PRAGMA user_version = ${stateVersion};
      COMMIT;
    `);
    return { database, statements: prepare(database) };
  } catch (cause) {
    database?.close();
    throw new GeosBenchError(
      `The state of the local environment cannot be used: ${(cause as Error).message}.`,
      {
        code: "state-not-usable",
        hint: `Its file is ${file}. If no local environment is up that has it open, \`gcbench local up --fresh\` starts with an empty one.`,
        cause,
      },
    );
  }
}

function prepare(database: DatabaseSync): Statements {
  return {
    all: database.prepare("SELECT key, value FROM records WHERE region = ? AND kind = ? ORDER BY id"),
    put: database.prepare(
      "INSERT INTO records (region, kind, key, value) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET value = excluded.value",
    ),
    remove: database.prepare("DELETE FROM records WHERE region = ? AND kind = ? AND key = ?"),
    regions: database.prepare("SELECT DISTINCT region FROM records"),
    clear: database.prepare("DELETE FROM records WHERE region = ?"),
  };
}
