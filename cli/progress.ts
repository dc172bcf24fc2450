import { Listr, ListrLogger, ProcessOutput, type ListrTask } from "listr2";

/**
 * The long steps of a command: live in a terminal, plain lines elsewhere. Always on standard error, so that standard
 * output is the outcome alone.
 */
export async function runSteps<Context extends object>(
  steps: ListrTask<Context>[],
  context: Context,
  { concurrent = false } = {},
): Promise<Context> {
  const logger = () =>
    new StepLogger({ useIcons: true, processOutput: new ProcessOutput(process.stderr, process.stderr) });
  return new Listr<Context>(steps, {
    exitOnError: true,
    concurrent,
    // The commands themselves decide what Ctrl-C means.
    registerSignalListeners: false,
    rendererOptions: {
      logger: logger(),
      collapseSubtasks: false,
      showErrorMessage: false,
      formatOutput: "truncate",
    },
    fallbackRenderer: "simple",
    fallbackRendererCondition: () => !process.stderr.isTTY,
    fallbackRendererOptions: { logger: logger() },
  }).run(context);
}

/** A failed step is marked; what failed is said once, by the command. */
class StepLogger extends ListrLogger {
  override log(...[level, message, options]: Parameters<ListrLogger["log"]>): void {
    super.log(level, message, level === "FAILED" ? undefined : options);
  }
}
