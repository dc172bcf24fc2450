import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { keepFile } from "../../contract/keep-file.ts";
import { parseJson } from "../../contract/parse-json.ts";
import { fetchWheel, type WheelPin } from "./fetch-wheel.ts";
import { mechanismTable } from "../proxy/mechanisms/convert/mechanism-table.ts";
import { mechanismConditions, openAtmosMechanism } from "../proxy/mechanisms/convert/openatmos.ts";
import { fileInZip } from "./read-zip.ts";

/** NCAR's package with the TS1 mechanism; any of its wheels holds the same configuration files. */
const ts1Wheel: WheelPin = {
  project: "musica",
  file: "musica-0.17.2-cp311-cp311-manylinux_2_27_x86_64.manylinux_2_28_x86_64.whl",
  sha256: "63a1ffdd3fc07604d41bcd261dcea58acbce3c858bcd096f5dcd8dd2ffc3b10b",
};

const converter = new URL("../proxy/mechanisms/convert/", import.meta.url);

const parts = ["ts1.json", "initial_conditions.csv"] as const;

/** What the table is made of besides the wheel, for the hash of what is built with it. */
export async function ts1TableInputs(): Promise<string> {
  const sources = ["mechanism-table.ts", "conserved-totals.ts", "openatmos.ts"];
  const texts = await Promise.all(sources.map((name) => readFile(new URL(name, converter), "utf8")));
  return [ts1Wheel.sha256, ...texts].join("\n");
}

/** TS1 as the proxy reads it. The two files of the wheel that it needs are kept in the cache folder. */
export async function ts1Table(
  { cache, repositoryRoot }: { readonly cache: string; readonly repositoryRoot: string },
  signal?: AbortSignal,
): Promise<string> {
  const folder = join(cache, "mechanism", ts1Wheel.sha256.slice(0, 12));
  const kept = parts.map((name) => join(folder, name));
  if (!kept.every((path) => existsSync(path))) {
    const wheel = await fetchWheel(ts1Wheel, signal);
    await mkdir(folder, { recursive: true });
    for (const name of parts) {
      const content = fileInZip(wheel, `musica/configs/v1/ts1/${name}`);
      await keepFile(join(folder, name), (partial) => writeFile(partial, content));
    }
  }
  const [mechanism = "", initial = ""] = await Promise.all(kept.map((path) => readFile(path, "utf8")));
  const conditions = await readFile(
    join(repositoryRoot, "container", "proxy", "mechanisms", "ts1.json"),
    "utf8",
  );
  return mechanismTable(
    "ts1",
    parseJson(openAtmosMechanism, mechanism, "mechanism", "TS1 mechanism"),
    initial,
    parseJson(mechanismConditions, conditions, "mechanismConditions", "conditions of TS1"),
  );
}
