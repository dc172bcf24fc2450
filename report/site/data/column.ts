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

function timersText(names: string, seconds: string): string {
  if (names === "[]") return names;
  const all = seconds.split(",").map(Number);
  return JSON.stringify((JSON.parse(names) as string[]).map((name, index) => ({ name, wall_s: all[index] })));
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
  const numbers = new Map<Value, number>();
  const at = rows.map((row) => {
    const value = valueOf(row);
    const known = numbers.get(value);
    if (known !== undefined) return known;
    numbers.set(value, numbers.size);
    return numbers.size - 1;
  });
  return numbers.size <= rows.length / 2 ? { few: [...numbers.keys()], at } : { all: rows.map(valueOf) };
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

function timersIn(text: string): { names: string; seconds: string } | null {
  const timers = timersOfRun(text);
  const names = JSON.stringify(timers.map(({ name }) => name));
  const seconds = timers.map(({ wall_s: of }) => of).join(",");
  return timersText(names, seconds) === text ? { names, seconds } : null;
}
