/**
 * Packs the local Batch for other projects: `npm run package` writes it to .gcbench/package and makes a tarball of it,
 * which `npm install` takes.
 */
import path from "node:path";
import { execa } from "execa";
import { projectRoot } from "../host/paths.ts";
import { writePackage } from "./package/write-package.ts";

const parent = path.join(projectRoot, ".gcbench/package");
const folder = path.join(parent, "files");
await writePackage(folder);
const { stdout } = await execa("npm", ["pack", "--silent", "--pack-destination", parent], { cwd: folder });
console.log(path.join(parent, stdout.trim()));
