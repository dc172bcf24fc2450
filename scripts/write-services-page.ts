/** Writes what the pages of the local AWS have from the code: the services, the types of stacks, and the classes of Terraform's resources. */
import { readFile, writeFile } from "node:fs/promises";
import { classMarks, resourceClassesTable } from "./resource-classes-table.ts";
import { stackTypeMarks, stackTypesTable } from "./stack-types-table.ts";
import { servicesTable, tableMarks } from "./services-table.ts";

await writeBetween("local-aws.md", tableMarks, servicesTable());
await writeBetween("local-aws.md", stackTypeMarks, stackTypesTable());
await writeBetween("local-deploy.md", classMarks, resourceClassesTable());

async function writeBetween(
  name: string,
  [begin, end]: readonly [string, string],
  table: string,
): Promise<void> {
  const page = new URL(`../docs/${name}`, import.meta.url);
  const [head = "", rest = ""] = (await readFile(page, "utf8")).split(begin);
  const [, tail = ""] = rest.split(end);
  await writeFile(page, `${head}${begin}${table}${end}${tail}`);
}
