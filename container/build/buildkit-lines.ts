import { readProtobuf } from "./read-protobuf.ts";

// Field numbers of moby.buildkit.v1.StatusResponse, Vertex and VertexLog
// (https://github.com/moby/buildkit/blob/master/api/services/control/control.proto). dockerode 5.0 decodes these
// messages too, but shows the logs in base64.
const status = { vertexes: 1, logs: 3 };
const vertex = { name: 3, started: 5, completed: 6, error: 7 };
const log = { message: 4 };

/** What a person would read of one BuildKit message: steps that start or fail, and what they print. */
export function decodeBuildkitLines(base64: string): string[] {
  const message = readProtobuf(Buffer.from(base64, "base64"));
  const steps = (message.get(status.vertexes) ?? []).flatMap((bytes) => {
    const fields = readProtobuf(bytes);
    const text = (number: number): string => fields.get(number)?.[0]?.toString("utf8") ?? "";
    if (text(vertex.error)) return [`ERROR ${text(vertex.name)}: ${text(vertex.error)}`];
    return fields.has(vertex.started) && !fields.has(vertex.completed) ? [text(vertex.name)] : [];
  });
  const output = (message.get(status.logs) ?? []).flatMap((bytes) =>
    (readProtobuf(bytes).get(log.message)?.[0]?.toString("utf8") ?? "").split("\n"),
  );
  return [...steps, ...output].filter((line) => line.trim());
}
