import type { ListrTask } from "listr2";
import { runSteps } from "../progress.ts";

interface Named {
  readonly name: string;
}

interface Work<Stack extends Named, Outcome> {
  /** The names of the stacks that come before one; of those that are not among the given there is nothing to wait for. */
  readonly after: (stack: Stack) => readonly string[];
  /** `ended`: what became of those before it. */
  readonly run: (
    stack: Stack,
    report: (text: string) => void,
    ended: ReadonlyMap<string, Outcome>,
  ) => Promise<Outcome>;
  /** What the step is called when it has ended. */
  readonly title: (outcome: Outcome) => string;
}

/**
 * A step for each stack, all at once as far as their order lets them. When one fails, those that come after it do not
 * begin, and the others end what they are at before the error is thrown: Terraform's state is to say what there is.
 */
export async function runInOrder<Stack extends Named, Outcome>(
  stacks: readonly Stack[],
  { after, run, title }: Work<Stack, Outcome>,
): Promise<Outcome[]> {
  const ends = new Map(stacks.map(({ name }) => [name, Promise.withResolvers<Outcome>()]));
  const ended = new Map<string, Outcome>();
  for (const { promise } of ends.values()) promise.catch(() => {});
  const steps = stacks.map((stack): ListrTask<object> => ({
    title: stack.name,
    async task(_, task) {
      const end = ends.get(stack.name);
      try {
        await Promise.all(after(stack).flatMap((name) => ends.get(name)?.promise ?? []));
        const outcome = await run(stack, (text) => (task.output = text), ended);
        ended.set(stack.name, outcome);
        task.title = title(outcome);
        end?.resolve(outcome);
      } catch (error) {
        end?.reject(error);
        throw error;
      }
    },
  }));
  try {
    await runSteps(steps, {}, { concurrent: true });
  } finally {
    await Promise.allSettled(Array.from(ends.values(), ({ promise }) => promise));
  }
  return Promise.all(Array.from(ends.values(), ({ promise }) => promise));
}
