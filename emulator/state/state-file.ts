import { mkdirSync } from "node:fs";
import path from "node:path";
import { DatabaseSync, type StatementSync } from "node:sqlite";
import { GeosBenchError } from "../../contract/errors.ts";
import type { State } from "../ports/state.ts";
import { readIds } from "./record-ids.ts";

/**
 * So many pages may be in the journal before they are copied into the file, which SQLite does within a commit and with
 * the disk waited for: 40 MB instead of its 4, which a hundred jobs fill. A page that was written often is copied once.
 */
const journalPages = 10_000;

/** So many records in the journal are worth copying them into the file while nobody waits, and so long nobody has. */
const restRecords = 2000;
const restMs = 1000;

/** For so long changes that no request waits for may stay to be kept: the transaction of the next takes them along. */
const usualDelayMs = 2;

/**
 * The layout of tables and records. A file of another version is refused, since nobody could say what it means; one of
 * version 3, which had an index of the keys, becomes one of this.
 */
const stateVersion = 4;

export interface StateFile {
  /** The state of one region: as on AWS, regions share nothing. */
  of(region: string): State;
  /** Regions that something is kept of. */
  regions(): string[];
  /** From now on nobody waits for what cannot be kept: the process is to end. */
  stopWaiting(): void;
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
 *
 * What cannot be written (a full disk) stays to be kept, and is tried again each second and with the next change. Until
 * then `commit` and `requireKept` throw {@link GeosBenchError} `state-not-kept`, `committed` rejects with it, and `saved`
 * waits. `onFault` hears of it once, not at each try.
 *
 * `delayMs`: how long changes may wait that nobody is answered for; 0: to the next microtask, for
 * virtual clocks, which wait for nothing else.
 */
export function openStateFile(
  file: string,
  onFault: (error: GeosBenchError) => void = () => {},
  delayMs = usualDelayMs,
): StateFile {
  mkdirSync(path.dirname(file), { recursive: true });
  const { database, statements } = open(file);
  const ids = readIds(database);
  const changes = new Map<string, Change>();
  const waiting: (() => void)[] = [];
  const told: PromiseWithResolvers<void>[] = [];
  let isPlanned = false;
  let lazy: NodeJS.Timeout | undefined;
  let rest: NodeJS.Timeout | undefined;
  let inJournal = 0;
  let isWaitedFor = true;
  let isClosed = false;
  /** Whether the last try to write failed. */
  let isBehind = false;
  let lastFault: string | undefined;
  let retry: NodeJS.Timeout | undefined;

  function commit(): void {
    if (changes.size === 0 || isClosed) return;
    try {
      write();
    } catch (cause) {
      isBehind = true;
      throw notKept(file, cause);
    }
    isBehind = false;
    inJournal += changes.size;
    changes.clear();
    lastFault = undefined;
    if (inJournal >= restRecords) {
      rest ??= setTimeout(copyJournal, restMs).unref();
      rest.refresh();
    }
    letGo();
  }

  /** What has a record already keeps its place among those of its kind, until it is removed. */
  function write(): void {
    const added: [Map<string, number>, string, number][] = [];
    statements.begin.run();
    try {
      for (const { region, kind, key, save } of changes.values()) {
        const known = ids.of(region, kind);
        const id = known.get(key);
        if (!save) {
          if (id !== undefined) statements.remove.run(id);
        } else if (id !== undefined) statements.change.run(JSON.stringify(save()), id);
        else {
          const { lastInsertRowid } = statements.add.run(region, kind, key, JSON.stringify(save()));
          added.push([known, key, Number(lastInsertRowid)]);
        }
      }
      statements.commit.run();
    } catch (error) {
      if (database.isTransaction) database.exec("ROLLBACK");
      throw error;
    }
    for (const { region, kind, key, save } of changes.values()) if (!save) ids.of(region, kind).delete(key);
    for (const [known, key, id] of added) known.set(key, id);
  }

  /** SQLite does it by itself when the journal is full, and whoever is to be answered then waits for the disk. */
  function copyJournal(): void {
    rest = undefined;
    if (changes.size > 0 || isClosed) return;
    inJournal = 0;
    try {
      database.exec("PRAGMA wal_checkpoint(PASSIVE)");
    } catch {
      // A full disk: all stays in the journal, from where it is read too.
    }
  }

  /** At the end of a turn, when nobody is there to be told. */
  function keep(): void {
    clearTimeout(lazy);
    lazy = undefined;
    try {
      commit();
    } catch (error) {
      const fault = error as GeosBenchError;
      if (fault.message !== lastFault) onFault(fault);
      lastFault = fault.message;
      for (const { reject } of told.splice(0)) reject(fault);
      retry ??= setTimeout(() => {
        retry = undefined;
        keep();
      }, retryMs);
    }
  }

  function letGo(): void {
    for (const go of waiting.splice(0)) go();
    for (const { resolve } of told.splice(0)) resolve();
  }

  async function saved(): Promise<void> {
    // All that this turn changes.
    await Promise.resolve();
    if (changes.size === 0 || !isWaitedFor) return;
    await new Promise<void>((resolve) => waiting.push(resolve));
  }

  function committed(): Promise<void> {
    if (changes.size === 0) return Promise.resolve();
    plan();
    const one = Promise.withResolvers<void>();
    told.push(one);
    return one.promise;
  }

  function change(one: Change): void {
    changes.set(`${one.region}\n${one.kind}\n${one.key}`, one);
    if (delayMs === 0) plan(queueMicrotask);
    else lazy ??= setTimeout(keep, delayMs);
  }

  /** Not in a microtask: all requests that came together, and all timers that were due, share a transaction. */
  function plan(inTurn: (action: () => void) => void = setImmediate): void {
    if (isPlanned) return;
    isPlanned = true;
    inTurn(() => {
      isPlanned = false;
      keep();
    });
  }

  return {
    of: (region) => ({
      records: (kind) => ({
        *all() {
          commit();
          for (const [key, id] of ids.of(region, kind)) {
            yield { key, value: JSON.parse(String(statements.value.get(id)?.["value"])) as unknown };
          }
        },
        put: (key, save) => change({ region, kind, key, save }),
        remove: (key) => change({ region, kind, key, save: undefined }),
      }),
      commit,
      committed,
      requireKept: () => {
        if (isBehind) commit();
      },
      saved,
    }),
    regions: () => ids.regions(),
    stopWaiting() {
      isWaitedFor = false;
      letGo();
    },
    clear(region) {
      for (const [key, one] of changes) if (one.region === region) changes.delete(key);
      statements.clear.run(region);
      ids.clear(region);
    },
    close() {
      if (isClosed) return;
      try {
        commit();
      } finally {
        isClosed = true;
        for (const timer of [retry, lazy, rest]) clearTimeout(timer);
        database.close();
      }
    },
  };
}

const retryMs = 1000;

const notKept = (file: string, cause: unknown): GeosBenchError =>
  new GeosBenchError(`What changed cannot be kept: ${(cause as Error).message}.`, {
    code: "state-not-kept",
    hint: `The local environment keeps its state in ${file}. Make room on its disk: what could not be kept stays to be kept, and is tried again each second.`,
    cause,
  });

type Statements = Readonly<
  Record<"begin" | "commit" | "value" | "add" | "change" | "remove" | "clear", StatementSync>
>;

const table = `
  CREATE TABLE IF NOT EXISTS records (
    id INTEGER PRIMARY KEY,
    region TEXT NOT NULL,
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    value TEXT NOT NULL
  ) STRICT;
`;

const withoutIndex = `
  ALTER TABLE records RENAME TO indexed;
  ${table}
  INSERT INTO records SELECT id, region, kind, key, value FROM indexed;
  DROP TABLE indexed;
`;

function open(file: string): { readonly database: DatabaseSync; readonly statements: Statements } {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(file);
    // Exclusive: a second process is told so at once, and no memory has to be shared with one.
    database.exec(
      `PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;
       PRAGMA wal_autocheckpoint = ${journalPages}; BEGIN IMMEDIATE`,
    );
    const version = Number(database.prepare("PRAGMA user_version").get()?.["user_version"]);
    if (version === 3) database.exec(withoutIndex);
    else if (version !== 0 && version !== stateVersion) {
      throw new Error(`it has version ${version} of the layout, and this program has ${stateVersion}`);
    }
    database.exec(`${table} PRAGMA user_version = ${stateVersion}; COMMIT;`);
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
    begin: database.prepare("BEGIN IMMEDIATE"),
    commit: database.prepare("COMMIT"),
    value: database.prepare("SELECT value FROM records WHERE id = ?"),
    add: database.prepare("INSERT INTO records (region, kind, key, value) VALUES (?, ?, ?, ?)"),
    change: database.prepare("UPDATE records SET value = ? WHERE id = ?"),
    remove: database.prepare("DELETE FROM records WHERE id = ?"),
    clear: database.prepare("DELETE FROM records WHERE region = ?"),
  };
}
