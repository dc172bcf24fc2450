import { existsSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { benchFolder } from "./cache-folder.ts";

/** The Python of an environment of its own with these packages (`name==version`), which is made the first time. */
export async function pythonWith(...packages: readonly string[]): Promise<string> {
  const folder = benchFolder(packages.join("-").replaceAll("==", "-"));
  const python = join(folder, "bin/python");
  if (!existsSync(join(folder, "installed"))) {
    await execa("python3", ["-m", "venv", "--clear", folder]);
    await execa(python, ["-m", "pip", "install", "--quiet", ...packages]);
    await execa("touch", [join(folder, "installed")]);
  }
  return python;
}
