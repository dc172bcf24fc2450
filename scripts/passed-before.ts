/**
 * Slow test files that passed with the very same inputs are not run again by `npm test`, as a build tool does not
 * compile again what did not change. CI=true runs all.
 */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { execa } from "execa";
import { contentHash } from "../container/build/content-hash.ts";

/**
 * The files, and the folders that no test in them can be changed by, or by nothing that other tests would not show. All
 * else in the checkout counts, but other test files and what is only read by people.
 */
const slowFiles: Readonly<Record<string, readonly string[]>> = {
  "test/integration/infra/apply.test.ts": ["report", "simulation", "scenarios"],
  "test/e2e/geos-chem-image.test.ts": ["report", "simulation", "scenarios", "infra"],
  "test/e2e/site.test.ts": ["runner", "simulation", "scenarios", "infra", "emulator", "container"],
  "test/e2e/report-page.test.ts": ["runner", "simulation", "scenarios", "infra", "emulator", "container"],
};
const forPeople = ["docs", "bench", ".github"];

/** What else is on the machine (engine, browser, Terraform) may be another one by then. */
const daysValid = 7;

/** Of a slow file: whether it need not run, and what it was then. */
export interface SlowFile {
  /** From the checkout's root. */
  readonly file: string;
  /** Hash of all that it depends on, as it is now. */
  readonly inputs: string;
  /** How many tests in it passed with these inputs in the last days; none: it has to run. */
  readonly passed?: number;
}

/** What was found out about slow files, one JSON file each. */
export interface Place {
  /** The checkout. */
  readonly root: string;
  /** Where it is kept that they passed. */
  readonly folder: string;
}

/** Nothing where git does not say which files there are. */
export async function slowFilesOf(place: Place, now = new Date()): Promise<SlowFile[]> {
  const listed = await execa("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
    cwd: place.root,
    reject: false,
  });
  if (listed.exitCode !== 0) return [];
  const names = [...new Set(listed.stdout.split("\0"))].filter((name) => name !== "");
  const read = await Promise.all(
    names.map(async (name) => [name, await readFile(path.join(place.root, name)).catch(() => "")] as const),
  );
  return Promise.all(
    Object.entries(slowFiles).map(async ([file, unaffectedBy]) => {
      const counts = read.filter(([name]) => isInput(name, file, unaffectedBy));
      const inputs = contentHash({
        ...Object.fromEntries(counts),
        "the machine": `${process.version} ${process.platform} ${process.arch}`,
      });
      const kept = await readKept(place, file);
      const days = kept ? (now.getTime() - Date.parse(kept.on)) / 86_400_000 : Infinity;
      const isKnown = kept?.inputs === inputs && days >= 0 && days < daysValid;
      return { file, inputs, ...(isKnown && { passed: kept.passed }) };
    }),
  );
}

/**
 * Keeps that all tests of a file passed; not where its inputs changed since `slowFilesOf` looked, for then nobody knows
 * which ones the tests saw.
 */
export async function keepPassed(
  place: Place,
  before: readonly SlowFile[],
  passed: ReadonlyMap<string, number>,
) {
  const after = new Map((await slowFilesOf(place)).map(({ file, inputs }) => [file, inputs]));
  for (const { file, inputs } of before) {
    const tests = passed.get(file);
    if (tests === undefined || after.get(file) !== inputs) continue;
    await mkdir(place.folder, { recursive: true });
    const kept: Kept = { inputs, passed: tests, on: new Date().toISOString() };
    await writeFile(keptAt(place, file), JSON.stringify(kept));
  }
}

interface Kept {
  inputs: string;
  passed: number;
  on: string;
}

const keptAt = ({ folder }: Place, file: string) => path.join(folder, `${path.basename(file)}.json`);

async function readKept(place: Place, file: string): Promise<Kept | undefined> {
  try {
    return JSON.parse(await readFile(keptAt(place, file), "utf8")) as Kept;
  } catch {
    return undefined;
  }
}

function isInput(name: string, file: string, unaffectedBy: readonly string[]): boolean {
  if (name.endsWith(".test.ts")) return name === file;
  if (!name.includes("/")) return !name.endsWith(".md");
  return ![...unaffectedBy, ...forPeople].some((folder) => name.startsWith(`${folder}/`));
}
