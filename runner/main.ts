import packageJson from "../package.json" with { type: "json" };
import { exitCodes } from "../contract/exit-codes.ts";
import { explainError } from "../contract/errors.ts";
import { parseCommandLine, usage } from "./command-line.ts";

/** The program of the container image. Everything heavy is imported only when it is needed: start-up under QEMU. */
async function main(args: string[]): Promise<number> {
  const [first, ...rest] = args;
  if (first === "close" || first === "plan") return forPlans(first, rest);
  let command;
  try {
    command = parseCommandLine(args);
  } catch (error) {
    process.stdout.write(`runner: ${explainError(error)}\n${usage}`);
    return exitCodes.invalidConfig;
  }
  if (command.kind === "help") {
    process.stdout.write(usage);
    return exitCodes.success;
  }
  if (command.kind === "version") {
    process.stdout.write(`geos-chem-bench runner ${packageJson.version} (Node ${process.version})\n`);
    return exitCodes.success;
  }
  const { runInProcess } = await import("./run-in-process.ts");
  return runInProcess(command, packageJson.version);
}

/** By a program of its own that lies beside this one in the image (client/plan/image-program.ts). */
async function forPlans(task: "close" | "plan", args: readonly string[]): Promise<number> {
  try {
    const program = (await import(new URL("plans.mjs", import.meta.url).href)) as Record<
      typeof task,
      (args: readonly string[]) => Promise<void>
    >;
    await program[task](args);
    return exitCodes.success;
  } catch (error) {
    process.stdout.write(`${task}: ${explainError(error)}\n`);
    return exitCodes.internalError;
  }
}

// A reader of the log that went away must not end a benchmark.
process.stdout.on("error", () => {});
const code = await main(process.argv.slice(2));
// Idle connections would keep the process alive; what was written is flushed first.
process.stdout.write("", () => process.exit(code));
