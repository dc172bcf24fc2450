import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { build, type Metafile } from "esbuild";
import { execa } from "execa";

const root = path.resolve(import.meta.dirname, "../..");
const sources = "emulator/library";

/** What can be imported, by its name in the package: our file, whose declarations it has. */
const entries = { "local-batch": "start-local-batch", testcontainers: "local-batch-container" } as const;

/** The declarations of the entry points; what they would import beside each other would be missing. */
const declarations = [...Object.values(entries), "local-batch"];

/** What only one of the entry points needs, and its user has. */
const peers: ReadonlySet<string> = new Set(["testcontainers"]);

/**
 * Writes the package for other projects into `folder`, over what is there: JavaScript, since Node strips no types below
 * node_modules, its declarations, and the packages of ours that it needs, in the versions of this checkout.
 */
export async function writePackage(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const given = JSON.parse(await readFile(path.join(root, "package.json"), "utf8")) as OwnPackage;
  const { metafile } = await build({
    entryPoints: Object.fromEntries(
      Object.entries(entries).map(([name, file]) => [name, `${sources}/${file}.ts`]),
    ),
    absWorkingDir: root,
    outdir: folder,
    bundle: true,
    packages: "external",
    platform: "node",
    target: "node22",
    format: "esm",
    metafile: true,
  });
  await writeFile(
    path.join(folder, "package.json"),
    `${JSON.stringify(manifest(given, metafile), null, 2)}\n`,
  );
  await writeDeclarations(folder);
  await copyFile(path.join(root, "LICENSE"), path.join(folder, "LICENSE"));
  await copyFile(path.join(root, "docs/local-batch.md"), path.join(folder, "README.md"));
}

interface OwnPackage {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly dependencies: Readonly<Record<string, string>>;
}

function manifest({ name, version, license, dependencies }: OwnPackage, { outputs }: Metafile): object {
  const imported = Object.values(outputs)
    .flatMap(({ imports }) => imports)
    .filter((one) => one.external === true && !one.path.startsWith("node:"))
    .map((one) => packageOf(one.path));
  const versions = [...new Set(imported)].toSorted().map((one) => {
    const found = dependencies[one];
    if (found === undefined)
      throw new Error(`${sources} imports ${one}, which is no dependency of package.json.`);
    return [one, found] as const;
  });
  const needed = versions.filter(([one]) => !peers.has(one));
  const wanted = versions
    .filter(([one]) => peers.has(one))
    .map(([one, found]) => [one, `^${found}`] as const);
  return {
    name,
    version,
    description: "AWS Batch on this machine, for the tests of other projects",
    license,
    type: "module",
    // node:sqlite without a flag.
    engines: { node: ">=22.13" },
    exports: Object.fromEntries(
      Object.entries(entries).map(([one, file]) => [
        `./${one}`,
        { types: `./${file}.d.ts`, default: `./${one}.js` },
      ]),
    ) as object,
    dependencies: Object.fromEntries(needed) as object,
    peerDependencies: Object.fromEntries(wanted) as object,
    peerDependenciesMeta: Object.fromEntries(wanted.map(([one]) => [one, { optional: true }])) as object,
  };
}

/** "@scope/name/file" → "@scope/name" */
const packageOf = (specifier: string): string =>
  specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/");

async function writeDeclarations(folder: string): Promise<void> {
  const emitted = await mkdtemp(path.join(os.tmpdir(), "gcbench-declarations-"));
  const config = path.join(emitted, "tsconfig.json");
  const compilerOptions = {
    noEmit: false,
    declaration: true,
    emitDeclarationOnly: true,
    outDir: emitted,
    rootDir: root,
    typeRoots: [path.join(root, "node_modules/@types")],
  };
  const settings = {
    extends: path.join(root, "tsconfig.json"),
    compilerOptions,
    include: [],
    files: Object.values(entries).map((file) => path.join(root, sources, `${file}.ts`)),
  };
  try {
    await writeFile(config, JSON.stringify(settings));
    await execa("tsc", ["-p", config], { cwd: root, preferLocal: true });
    for (const name of declarations) {
      const text = await readFile(path.join(emitted, sources, `${name}.d.ts`), "utf8");
      // What is imported is the declaration of a JavaScript file there.
      await writeFile(path.join(folder, `${name}.d.ts`), text.replaceAll(/"(\.\/[a-z-]+)\.ts"/g, '"$1.js"'));
    }
  } finally {
    await rm(emitted, { recursive: true, force: true });
  }
}
