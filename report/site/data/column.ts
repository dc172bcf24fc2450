import { timersOfRun } from "../../index/run-timers.ts";

export type Value = string | number | boolean | null;

/** Values of a column in little room; JSON. */
export type Column =
  | Values
  /** The times of the workload's timers, as the index has them: names, of which few lists differ, and seconds. */
  | { readonly timers: Values; readonly seconds: readonly string[] };

type Values = (
  | { readonly one: Value }
  /** Which rows name by number. */
  | { readonly few: readonly Value[]; readonly at: readonly number[] }
  | { readonly all: readonly Value[] }
) & {
  /** They are moments, in ms since 1970. */
  readonly moments?: true;
};

/** A column as rows read it. */
export interface Decoded {
  at(row: number): unknown;
}

/** Classes, so that all columns are read in one way, of which there are millions of readings. */
class One implements Decoded {
  readonly #value: unknown;
  constructor(value: unknown) {
    this.#value = value;
  }
  at(): unknown {
    return this.#value;
  }
}

class Few implements Decoded {
  readonly #values: readonly unknown[];
  readonly #numbers: readonly number[];
  constructor(values: readonly unknown[], numbers: readonly number[]) {
    this.#values = values;
    this.#numbers = numbers;
  }
  at(row: number): unknown {
    return this.#values[this.#numbers[row] as number];
  }
}

class All implements Decoded {
  readonly #values: readonly unknown[];
  constructor(values: readonly unknown[]) {
    this.#values = values;
  }
  at(row: number): unknown {
    return this.#values[row];
  }
}

class Timers implements Decoded {
  readonly #names: Decoded;
  readonly #seconds: readonly string[];
  constructor(names: Decoded, seconds: readonly string[]) {
    this.#names = names;
    this.#seconds = seconds;
  }
  at(row: number): unknown {
    return timersText(this.#names.at(row) as string, this.#seconds[row] as string);
  }
}

/** As JSON.stringify would have it, of which the names are nearly always the same. */
function timersText(names: string, seconds: string): string {
  if (names === "[]") return names;
  const all = seconds.split(",");
  return `[${openingsOf(names)
    .map((opening, index) => `${opening}${numberText(all[index] ?? "")}}`)
    .join(",")}]`;
}

/** JSON has neither NaN nor infinities. */
const numberText = (text: string): string => (Number.isFinite(Number(text)) ? text : "null");

const openings = new Map<string, readonly string[]>();

/** What stands before the seconds of each of these timers. */
function openingsOf(names: string): readonly string[] {
  const known = openings.get(names);
  if (known) return known;
  const made = (JSON.parse(names) as string[]).map((name) => `{"name":${JSON.stringify(name)},"wall_s":`);
  openings.set(names, made);
  return made;
}

export function decodeColumn(column: Column): Decoded {
  if ("timers" in column) return new Timers(decodeColumn(column.timers), column.seconds);
  const decode = (value: Value): unknown =>
    column.moments === true && value !== null ? new Date(Number(value)) : value;
  if ("one" in column) return new One(decode(column.one));
  if ("few" in column) return new Few(column.few.map(decode), column.at);
  return new All(column.moments === true ? column.all.map(decode) : column.all);
}

/** Most columns have one value in all rows, and cost a look at each. Dates become numbers. */
export function encodeColumn<Row>(rows: readonly Row[], of: (row: Row) => Value | Date): Values {
  const valueOf = (row: Row): Value => {
    const value = of(row);
    return value instanceof Date ? value.getTime() : value;
  };
  const [first] = rows;
  const one = first === undefined ? null : valueOf(first);
  if (rows.every((row) => valueOf(row) === one)) return { one };
  const all = rows.map(valueOf);
  return fewIn(all) ?? { all };
}

/** If so many values are all different from the first on, most are. */
const enoughToTell = 100;

/** Values by number; `null` where more than half of them are others. */
function fewIn(all: readonly Value[]): Values | null {
  const numbers = new Map<Value, number>();
  const at: number[] = [];
  for (const value of all) {
    let number = numbers.get(value);
    if (number === undefined) {
      number = numbers.size;
      const areAllOthers = number === at.length && number >= enoughToTell;
      if (areAllOthers || number >= Math.floor(all.length / 2)) return null;
      numbers.set(value, number);
    }
    at.push(number);
  }
  return { few: [...numbers.keys()], at };
}

/** Timers, of which the names are nearly always the same; any other text stays as it is. */
export function encodeTimers<Row>(rows: readonly Row[], of: (row: Row) => string | null): Column {
  const parts: { names: string; seconds: string }[] = [];
  for (const row of rows) {
    const text = of(row);
    const part = text === null ? null : timersIn(text);
    if (part === null) return encodeColumn(rows, of);
    parts.push(part);
  }
  return {
    timers: encodeColumn(parts, ({ names }) => names),
    seconds: parts.map(({ seconds }) => seconds),
  };
}

/** The names are looked up by all of the text but the seconds: reading each text as JSON takes twice as long. */
function timersIn(text: string): { names: string; seconds: string } | null {
  const all: string[] = [];
  const frame = text.replaceAll(/"wall_s":([^,}]*)/g, (_, seconds: string) => {
    all.push(seconds);
    return '"wall_s":0';
  });
  const names = namesIn(frame);
  const seconds = all.join(",");
  return names !== null && timersText(names, seconds) === text ? { names, seconds } : null;
}

const frames = new Map<string, string>();

/** The names of timers, JSON; `null` where the text is none of theirs. */
function namesIn(timers: string): string | null {
  const known = frames.get(timers);
  if (known !== undefined) return known;
  try {
    const names = JSON.stringify(timersOfRun(timers).map(({ name }) => name));
    frames.set(timers, names);
    return names;
  } catch {
    return null;
  }
}
