import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { GeosBenchError } from "../../contract/errors.ts";
import { runCommand } from "../../host/run-command.ts";

export interface PythonIndexInputs {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Texts of pip's configuration files, the strongest last. */
  readonly pipConfigs: readonly string[];
}

/**
 * The Python package index and proxies of this host, as shell exports for pip and uv. Handed to one installation step,
 * so that a site's own index serves it; nothing of it stays in an image.
 */
export async function pythonIndexExports(inputs?: PythonIndexInputs): Promise<string> {
  const { env, pipConfigs } = inputs ?? (await realInputs());
  const configured = Object.assign({}, ...pipConfigs.map(parsePipConfig)) as Record<
    string,
    string | undefined
  >;
  const index =
    env["UV_DEFAULT_INDEX"] ?? env["UV_INDEX_URL"] ?? env["PIP_INDEX_URL"] ?? configured["index-url"];
  const extra = env["UV_INDEX"] ?? env["PIP_EXTRA_INDEX_URL"] ?? configured["extra-index-url"];
  const exports: Record<string, string | undefined> = {
    PIP_INDEX_URL: index,
    UV_DEFAULT_INDEX: index,
    PIP_EXTRA_INDEX_URL: extra,
    UV_INDEX: extra,
  };
  for (const name of ["HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY"]) {
    exports[name] = env[name] ?? env[name.toLowerCase()];
  }
  return Object.entries(exports)
    .filter((entry): entry is [string, string] => Boolean(entry[1]))
    .map(([name, value]) => `export ${name}='${value.replaceAll("'", String.raw`'\''`)}'\n`)
    .join("");
}

/** The simple index (PEP 503) that this host's pip and uv use; pip's own default where nothing else is configured. */
export async function pythonIndexUrl(inputs?: PythonIndexInputs): Promise<string> {
  const exports = await pythonIndexExports(inputs);
  return /^export PIP_INDEX_URL='(.*)'$/m.exec(exports)?.[1] ?? (await pipDefaultIndex());
}

/** Which index is the default is pip's to know. */
async function pipDefaultIndex(): Promise<string> {
  const program = "from pip._internal.models.index import PyPI; print(PyPI.simple_url)";
  try {
    return (await runCommand(["python3", "-c", program])).trim();
  } catch (cause) {
    throw new GeosBenchError(
      "No Python package index is configured, and there is no pip that knows its own.",
      {
        code: "no-python-index",
        hint: "Install pip for python3 (Debian: python3-pip), or set PIP_INDEX_URL.",
        cause,
      },
    );
  }
}

/** The options of [global] and [install]; pip's files are INI with `key = value`, continued by indented lines. */
export function parsePipConfig(text: string): Record<string, string> {
  const options: Record<string, string> = {};
  let section = "";
  let key = "";
  for (const line of text.split("\n")) {
    const header = /^\[(.*)\]\s*$/.exec(line);
    const option = /^([\w-]+)\s*[=:]\s*(.*)$/.exec(line);
    if (header) section = header[1] ?? "";
    else if (section !== "global" && section !== "install") continue;
    else if (option) options[(key = option[1] ?? "")] = (option[2] ?? "").trim();
    else if (/^\s+\S/.test(line) && key) options[key] = `${options[key] ?? ""} ${line.trim()}`.trim();
  }
  return options;
}

async function realInputs(): Promise<PythonIndexInputs> {
  const env = process.env;
  const paths = [
    "/etc/xdg/pip/pip.conf",
    "/etc/pip.conf",
    join(homedir(), ".pip", "pip.conf"),
    join(env["XDG_CONFIG_HOME"] || join(homedir(), ".config"), "pip", "pip.conf"),
    ...(env["PIP_CONFIG_FILE"] ? [env["PIP_CONFIG_FILE"]] : []),
  ];
  return { env, pipConfigs: await Promise.all(paths.map((path) => readFile(path, "utf8").catch(() => ""))) };
}
