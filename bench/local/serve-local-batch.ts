/**
 * A local Batch in a process of its own, as a client meets it: `node serve-local-batch.ts FOLDER` keeps its state there,
 * prints where it answers, and ends with its standard input. Jobs are simulated and succeed at once.
 */
import { once } from "node:events";
import { startLocalBatch } from "../../emulator/library/start-local-batch.ts";

const [stateFolder] = process.argv.slice(2);
const batch = await startLocalBatch(stateFolder === undefined ? {} : { stateFolder });
console.log(batch.endpoint);
process.stdin.resume();
await once(process.stdin, "end");
await batch.close();
