import { createInterface } from "node:readline";
import { execa } from "execa";
import { z } from "zod";
import { GeosBenchError } from "../../contract/errors.ts";
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
  output_changes: z.record(z.string(), z.object({ actions: z.array(z.string()) })).default({}),
});

const shownState = z.object({
  values: z
    .object({
      root_module: z.object({
        resources: z
          .array(
            z.object({
              address: z.string(),
              mode: z.enum(["managed", "data"]),
              type: z.string(),
              values: z.record(z.string(), z.unknown()),
            }),
          )
          .default([]),
      }),
    })
    .optional(),
});

export type ResourceChange = z.output<typeof resourceChange>;

export interface Plan {
  /** Of managed resources, those that stay as they are included. */
  readonly resources: readonly ResourceChange[];
  /** Whether there is anything to apply: a resource or an output. */
  readonly isEmpty: boolean;
}

export interface StateResource {
  readonly address: string;
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

export function stackTerraform(directory: string, options: TerraformOptions): StackTerraform {
  const { program, endpoint, env = process.env, signal } = options;

  async function run(args: readonly string[], onLine: (line: string) => void = () => {}): Promise<string> {
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
    const { failed, stdout, stderr, shortMessage } = await child;
    signal?.throwIfAborted();
    if (!failed) return stdout;
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
      await working(["plan", `-out=${planFile}`], onStep);
      const shown = await run(["show", "-json", planFile]);
      const title = "plan that Terraform shows";
      const { resource_changes: changes, output_changes: outputs } = parseJson(
        shownPlan,
        shown,
        "terraformState",
        title,
      );
      const isNothing = (actions: readonly string[]) => actions.every((action) => action === "no-op");
      const resources = changes.filter(({ mode }) => mode === "managed");
      return {
        resources,
        isEmpty:
          resources.every(({ change }) => isNothing(change.actions) && !change.importing) &&
          Object.values(outputs).every(({ actions }) => isNothing(actions)),
      };
    },
    async apply(onStep) {
      await working(["apply", planFile], onStep);
    },
    async destroy(onStep) {
      await working(["destroy", "-auto-approve"], onStep);
    },
    async state() {
      const { values } = parseJson(shownState, await run(["show", "-json"]), "terraformState");
      return (values?.root_module.resources ?? []).filter(({ mode }) => mode === "managed");
    },
    outputs: () => run(["output", "-json", "-no-color"]),
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
