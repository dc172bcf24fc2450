/** The program of the image `local-batch`: the local Batch, told by variables what to do, until it gets a SIGTERM. */
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { statSync } from "node:fs";
import { explainError } from "../../../contract/errors.ts";
import { hostOfState } from "../../local/state-folder.ts";
import { startLocalBatch } from "../start-local-batch.ts";
import { explainedInImage } from "./explained-in-image.ts";
import { imagePort as port, imageSocket, imageStateFolder as stateFolder } from "./image-contract.ts";
import { readImageOptions } from "./image-options.ts";
import { jobsOfImage } from "./jobs-of-image.ts";

const isOver = Promise.race([once(process, "SIGTERM"), once(process, "SIGINT")]);
try {
  const options = readImageOptions(process.env);
  const { accountId, region, s3Endpoint } = options;
  const jobs = await jobsOfImage(options);
  hostOfState(stateFolder, `container-${randomUUID()}`);
  const local = await startLocalBatch({
    ...jobs,
    ...(s3Endpoint === undefined ? {} : { s3Endpoint }),
    accountId,
    region,
    stateFolder,
    host: "0.0.0.0",
    port,
  });
  console.log(`Local AWS Batch of account ${accountId} on port ${port}`);
  await isOver;
  await local.close();
  process.exit(0);
} catch (error) {
  const found = statSync(imageSocket, { throwIfNoEntry: false });
  const user = process.getuid?.() ?? 0;
  const place = { user, socket: found && { group: found.gid, isFolder: found.isDirectory() } };
  console.error(explainError(explainedInImage(error, place)));
  process.exit(1);
}
