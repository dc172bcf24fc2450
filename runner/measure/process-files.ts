/** Numbers of one process or thread, as procfs gives them. Parsers return `undefined` for anything unexpected. */

/** USER_HZ, the unit of times in /proc/<pid>/stat: 100 on every Linux architecture that Node supports. */
const ticksPerSecond = 100;

/** CPU seconds of the children that a process has waited for (cutime, cstime: fields 16 and 17 of proc_pid_stat(5)). */
export function parseChildrenCpu(stat: string): { userSeconds: number; systemSeconds: number } | undefined {
  const fields = fieldsAfterName(stat);
  const [user, system] = [Number(fields[13]), Number(fields[14])];
  if (!Number.isInteger(user) || !Number.isInteger(system)) return undefined;
  return { userSeconds: user / ticksPerSecond, systemSeconds: system / ticksPerSecond };
}

/** CPU seconds of one thread and the CPU it ran on last (utime, stime, processor: fields 14, 15 and 39). */
export function parseThread(stat: string): { cpuSeconds: number; lastCpu: number } | undefined {
  const fields = fieldsAfterName(stat);
  const [user, system, lastCpu] = [Number(fields[11]), Number(fields[12]), Number(fields[36])];
  if (![user, system, lastCpu].every(Number.isInteger)) return undefined;
  return { cpuSeconds: (user + system) / ticksPerSecond, lastCpu };
}

/** The name, field 2, may itself have spaces and parentheses. The first of the answer is field 3. */
const fieldsAfterName = (stat: string): string[] =>
  stat.includes(")") ? stat.slice(stat.lastIndexOf(")") + 2).split(" ") : [];

interface Io {
  /** Through system calls, whether or not a disk was involved (rchar, wchar: proc_pid_io(5)). */
  readonly readBytes: number;
  readonly writtenBytes: number;
  /** What the process caused to be fetched from storage (read_bytes). */
  readonly storageReadBytes: number;
}

export function parseIo(io: string): Io | undefined {
  const [, read] = /^rchar: (\d+)$/m.exec(io) ?? [];
  const [, written] = /^wchar: (\d+)$/m.exec(io) ?? [];
  const [, storage] = /^read_bytes: (\d+)$/m.exec(io) ?? [];
  if (read === undefined || written === undefined || storage === undefined) return undefined;
  return { readBytes: Number(read), writtenBytes: Number(written), storageReadBytes: Number(storage) };
}

/** The kernel's high-water mark of the resident set, in MiB (VmHWM: proc_pid_status(5)). */
export function parsePeakMemory(status: string): number | undefined {
  const [, kibibytes] = /^VmHWM:\s+(\d+) kB$/m.exec(status) ?? [];
  return kibibytes === undefined || Number(kibibytes) === 0 ? undefined : Number(kibibytes) / 1024;
}
