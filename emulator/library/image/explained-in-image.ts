import { GeosBenchError } from "../../../contract/errors.ts";
import { imageSocket, imageStateFolder, imageVariables } from "./image-contract.ts";

/** What the container was given. */
export interface ImagePlace {
  /** Its number. */
  readonly user: number;
  /** What is where the engine's socket should be, if anything. */
  readonly socket: { readonly group: number; readonly isFolder: boolean } | undefined;
}

const mount = `docker run --volume /var/run/docker.sock:${imageSocket} …`;
const simulated = `\`--env ${imageVariables.jobs}=simulated\``;

/** What there is to do about an error is another thing in a container than on a machine. */
export function explainedInImage(error: unknown, { user, socket }: ImagePlace): unknown {
  if (!(error instanceof GeosBenchError)) return error;
  const { message, code, cause } = error;
  const said = (hint: string, text = message): GeosBenchError =>
    new GeosBenchError(text, { code, hint, cause });
  switch (code) {
    case "docker-permission-denied":
    case "docker-not-installed":
    case "docker-not-running":
      if (socket?.isFolder) {
        return said(
          `Mount a socket that is there: \`docker context inspect\` says where the engine's is; or ${simulated}.`,
          `There is a folder at ${imageSocket}: what was mounted there does not exist on the engine's machine, so the engine made it.`,
        );
      }
      return code === "docker-permission-denied"
        ? said(
            `The socket is group ${socket?.group}'s: \`docker run --group-add ${socket?.group} …\`, or \`--user root\`, or ${simulated}.`,
          )
        : said(`Mount the engine's socket (\`${mount}\`), or ${simulated}.`);
    case "state-not-usable":
      return said(
        `${imageStateFolder} must be writable for user ${user} (\`--user\`), hold the state of the account that ${imageVariables.accountId} names, and be open in no other container; a new volume starts empty.`,
      );
    default:
      return error;
  }
}
