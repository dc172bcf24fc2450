import { createInterface } from "node:readline";
import { execa } from "execa";
import { z } from "zod";
import { GeosBenchError } from "../../contract/errors.ts";
import { terraformState } from "../../contract/terraform/terraform-state.ts";
import { parseJson } from "../../contract/parse-json.ts";
import { terraformEnvironment } from "./terraform-environment.ts";

/** A line of Terraform's `-json` (Terraform documentation, "Machine-Readable UI"). */
const uiLine = z.object({
  type: z.string(),
  hook: z
    .object({ resource: z.object({ addr: z.string() }).optional(), action: z.string().optional() })
    .optional(),
  diagnostic: z
    .object({
      severity: z.string(),
      summary: z.string(),
      detail: z.string().default(""),
      address: z.string().optional(),
    })
    .optional(),
});
type UiLine = z.output<typeof uiLine>;

const resourceChange = z.object({
  address: z.string(),
  mode: z.enum(["managed", "data"]),
  type: z.string(),
  change: z.object({
    actions: z.array(z.string()),
    after: z.record(z.string(), z.unknown()).nullish(),
    importing: z.object({ id: z.string() }).optional(),
  }),
});
/** What of `terraform show -json` of a plan is read (Terraform documentation, "JSON Output Format"). */
const shownPlan = z.object({
  resource_changes: z.array(resourceChange).default([]),
});

export type ResourceChange = z.output<typeof resourceChange>;

export interface Plan {
  /** Of managed resources, those that stay as they are included; none of an empty plan. */
  readonly resources: readonly ResourceChange[];
  /** Whether there is nothing to apply: no resource and no output. */
  readonly isEmpty: boolean;
}

export interface StateResource {
  readonly type: string;
  readonly values: Readonly<Record<string, unknown>>;
}

/** Told which resource Terraform begins to change. */
type OnStep = (text: string) => void;

interface TerraformOptions {
  /** Path of Terraform or OpenTofu. */
  readonly program: string;
  /** Where the local AWS answers. */
  readonly endpoint: string;
  /** @default this process's */
  readonly env?: NodeJS.ProcessEnv;
  readonly signal?: AbortSignal | undefined;
}

/** Terraform in the directory of one synthesised stack. What it says when a step fails is the error's text. */
export interface StackTerraform {
  init(): Promise<void>;
  /** Kept for {@link apply}. */
  plan(onStep?: OnStep): Promise<Plan>;
  /** Applies the plan that was made last. */
  apply(onStep?: OnStep): Promise<void>;
  destroy(onStep?: OnStep): Promise<void>;
  /** The managed resources that the state has. */
  state(): Promise<readonly StateResource[]>;
  /** What `terraform output -json` prints. */
  outputs(): Promise<string>;
}

/** Most of the time the provider waits: for as many resources at a time as there are of one kind. */
const work = ["-input=false", "-parallelism=30", "-json"];
const planFile = "local.tfplan";

/** Has `plan` end with {@link hasChanges} where there is something to apply, a resource or an output, and with 0 where not. */
const detailedExitCode = "-detailed-exitcode";
const hasChanges = 2;

export function stackTerraform(directory: string, options: TerraformOptions): StackTerraform {
  const { program, endpoint, env = process.env, signal } = options;

  async function run(args: readonly string[], onLine: (line: string) => void = () => {}) {
    signal?.throwIfAborted();
    const child = execa(program, args, {
      cwd: directory,
      env: terraformEnvironment(endpoint, env),
      extendEnv: false,
      stdin: "ignore",
      reject: false,
      // Of its own process group, and told to end once: the terminal's Ctrl-C and ours would be two, at the second of
      // which Terraform leaves without writing its state.
      detached: process.platform !== "win32",
      forceKillAfterDelay: false,
      ...(signal && { cancelSignal: signal }),
    });
    createInterface({ input: child.stdout }).on("line", onLine);
    const { failed, exitCode, stdout, stderr, shortMessage } = await child;
    signal?.throwIfAborted();
    if (!failed || (args.includes(detailedExitCode) && exitCode === hasChanges)) return { exitCode, stdout };
    const said = diagnosticsIn(stdout) || stderr.trim() || stdout.trim() || shortMessage;
    throw new GeosBenchError(`terraform ${args[0]} failed in ${directory}:\n${said}`, {
      code: "command-failed",
    });
  }

  const working = (args: readonly string[], onStep: OnStep = () => {}) =>
    run([args[0] ?? "", ...work, ...args.slice(1)], (line) => {
      const { type, hook } = readLine(line) ?? {};
      if (type === "apply_start" && hook?.resource && hook.action !== "read")
        onStep(`${hook.action ?? "change"} ${hook.resource.addr}`);
    });

  return {
    async init() {
      await run(["init", "-input=false", "-no-color"]);
    },
    async plan(onStep) {
      const { exitCode } = await working(["plan", detailedExitCode, `-out=${planFile}`], onStep);
      // To show a plan Terraform starts the provider once more, for the schemas of all resources: seconds, for nothing.
      if (exitCode !== hasChanges) return { resources: [], isEmpty: true };
      const { stdout } = await run(["show", "-json", planFile]);
      const title = "plan that Terraform shows";
      const { resource_changes: changes } = parseJson(shownPlan, stdout, "terraformState", title);
      return { resources: changes.filter(({ mode }) => mode === "managed"), isEmpty: false };
    },
    async apply(onStep) {
      await working(["apply", planFile], onStep);
    },
    async destroy(onStep) {
      await working(["destroy", "-auto-approve"], onStep);
    },
    async state() {
      // As it is stored. `show -json` would start the provider, for seconds. Nothing was applied where it is empty.
      const { stdout } = await run(["state", "pull"]);
      if (stdout.trim() === "") return [];
      const { resources } = parseJson(terraformState, stdout, "terraformState");
      return resources
        .filter(({ mode }) => mode === "managed")
        .flatMap(({ type, instances }) => instances.map(({ attributes: values }) => ({ type, values })));
    },
    outputs: async () => (await run(["output", "-json", "-no-color"])).stdout,
  };
}

function readLine(line: string): UiLine | undefined {
  if (!line.startsWith("{")) return undefined;
  try {
    return uiLine.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}

/** The errors among what `-json` printed. */
function diagnosticsIn(printed: string): string {
  return printed
    .split("\n")
    .flatMap((line) => readLine(line)?.diagnostic ?? [])
    .filter(({ severity }) => severity === "error")
    .map(({ summary, detail, address }) =>
      [address === undefined ? summary : `${address}: ${summary}`, ...(detail === "" ? [] : [detail])].join(
        "\n",
      ),
    )
    .join("\n");
}
