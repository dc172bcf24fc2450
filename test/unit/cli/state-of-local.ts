import { writeFileSync } from "node:fs";
import path from "node:path";
import { temporaryDirectory } from "../../support/temporary-directory.ts";

/** Variables with which the commands take what answers at this address for the environment that `gcbench local up` started. */
export function stateOfLocal(endpoint: string | undefined): NodeJS.ProcessEnv {
  const state = temporaryDirectory("state");
  const local = {
    pid: process.pid,
    startedAt: "",
    endpoint,
    region: "us-east-1",
    accountId: "000000000000",
    resultsBucket: "b",
    queues: [],
    jobImages: {},
    volumes: {},
    logFile: "",
  };
  writeFileSync(path.join(state, "local.json"), JSON.stringify(local));
  return { GCBENCH_STATE_DIR: state };
}
