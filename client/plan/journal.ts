import { appendFile, open, readFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { observed } from "../../contract/observed.ts";
import { parseJson } from "../../contract/parse-json.ts";
import { planFolder } from "./plan-record.ts";

const at = z.iso.datetime();
const ofJob = { job: z.int().positive().describe("Its number in the plan."), try: z.int().positive(), at };

/** One line of a plan's journal. */
const planEvent = z.discriminatedUnion("event", [
  /** Before SubmitJob, so that a job whose id was never heard of is found by its name. */
  z.strictObject({ event: z.literal("submitting"), ...ofJob, job_name: z.string() }),
  z.strictObject({ event: z.literal("submitted"), ...ofJob, job_id: z.string() }),
  z.strictObject({
    event: z.literal("ended"),
    ...ofJob,
    job_id: z.string(),
    status: z
      .enum(["succeeded", "failed", "not-placeable", "lost"])
      .describe("lost: Batch does not know the job any more, and there is no result of it."),
    reason: z.string(),
    valid: z.boolean().describe("Whether there is a result that counts."),
    result: z.string().nullable().describe("Folder of the result, below that of all results."),
    instance_id: observed(z.string()),
  }),
  z.strictObject({ event: z.literal("closed"), at }),
]);

export type PlanEvent = z.output<typeof planEvent>;
export type EndedEvent = Extract<PlanEvent, { event: "ended" }>;

export interface Journal {
  readonly events: readonly PlanEvent[];
  /** On disk when it returns. */
  append(event: PlanEvent): Promise<void>;
}

/** One that ends with the process, for who only submits: what has become of the jobs is for others to follow. */
export function journalInMemory(events: PlanEvent[] = []): Journal {
  return { events, append: async (event) => void events.push(event) };
}

const journalFile = (outputDir: string, id: string): string =>
  path.join(planFolder(outputDir, id), "journal.jsonl");

/** Throws {@link GeosBenchError} `invalid-plan-record` for a line that is none. */
export async function readJournal(outputDir: string, id: string): Promise<PlanEvent[]> {
  const { whole } = await readWhole(journalFile(outputDir, id));
  return whole
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => parseJson(planEvent, line, "planRecord", "line of the plan's journal"));
}

/** The journal of a plan, to go on with: a line that was cut off when the machine stopped is taken away. */
export async function openJournal(outputDir: string, id: string): Promise<Journal> {
  const file = journalFile(outputDir, id);
  const { whole, isCut } = await readWhole(file);
  if (isCut) {
    const handle = await open(file, "r+");
    await handle.truncate(Buffer.byteLength(whole));
    await handle.close();
  }
  const events = await readJournal(outputDir, id);
  return {
    events,
    async append(event) {
      await appendFile(file, `${JSON.stringify(event)}\n`, { flush: true });
      events.push(event);
    },
  };
}

/** A line counts once its end is there. */
async function readWhole(file: string): Promise<{ readonly whole: string; readonly isCut: boolean }> {
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return "";
    throw error;
  });
  const end = text.lastIndexOf("\n") + 1;
  return { whole: text.slice(0, end), isCut: end < text.length };
}
