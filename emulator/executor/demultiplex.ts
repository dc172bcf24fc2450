export type StreamName = "stdout" | "stderr";

const headerBytes = 8;

/** `isStart`: the data begin a frame, which is one write of the container, or one stored line. */
export type FrameSink = (stream: StreamName, data: Buffer, isStart: boolean) => void;

/**
 * Reads Docker's multiplexed stream (frames of an 8-byte header and data; Engine API, ContainerAttach) from chunks that
 * are cut anywhere, and passes the data on as it comes: no frame is held back until it is whole.
 */
export function createDemultiplexer(sink: FrameSink): (chunk: Buffer) => void {
  let header = Buffer.alloc(0);
  let stream: StreamName = "stdout";
  let left = 0;
  let isStart = false;

  return (chunk) => {
    let rest = chunk;
    while (rest.length > 0) {
      if (left === 0) {
        const missing = headerBytes - header.length;
        header = Buffer.concat([header, rest.subarray(0, missing)]);
        rest = rest.subarray(missing);
        if (header.length < headerBytes) return;
        stream = header[0] === 2 ? "stderr" : "stdout";
        left = header.readUInt32BE(4);
        header = Buffer.alloc(0);
        isStart = true;
        continue;
      }
      const data = rest.subarray(0, left);
      left -= data.length;
      rest = rest.subarray(data.length);
      sink(stream, data, isStart);
      isStart = false;
    }
  };
}
