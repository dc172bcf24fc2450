/** Writes the table of services in docs/local-aws.md from the code that routes requests. */
import { readFile, writeFile } from "node:fs/promises";
import { servicesTable, tableMarks } from "./services-table.ts";

const page = new URL("../docs/local-aws.md", import.meta.url);
const [head = "", rest = ""] = (await readFile(page, "utf8")).split(tableMarks[0]);
const [, tail = ""] = rest.split(tableMarks[1]);
await writeFile(page, `${head}${tableMarks[0]}${servicesTable()}${tableMarks[1]}${tail}`);
