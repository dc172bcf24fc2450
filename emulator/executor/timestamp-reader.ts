const blank = 0x20;

/**
 * Takes the time off the front of each frame of a container's stored output ("2026-11-27T08:40:31.123456789Z …"; Engine
 * API, ContainerLogs, `timestamps`). A long line comes in several frames, each with the line's time.
 */
export function createTimestampReader(
  onTime: (milliseconds: number) => void,
  onData: (data: Buffer) => void,
): (data: Buffer, isStart: boolean) => void {
  let front: Buffer | undefined;
  return (data, isStart) => {
    if (isStart) front = Buffer.alloc(0);
    if (!front) return onData(data);
    front = Buffer.concat([front, data]);
    const end = front.indexOf(blank);
    if (end < 0) return;
    const rest = front.subarray(end + 1);
    onTime(Date.parse(front.subarray(0, end).toString("latin1")));
    front = undefined;
    if (rest.length > 0) onData(rest);
  };
}
