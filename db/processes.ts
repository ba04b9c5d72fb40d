import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

/** A process as others can find it again: its number alone may have been given to somebody else since. */
export type ProcessMark = { pid: number; mark: string };

/** The mark of a running process: its state and the moment it began; undefined where it is gone or only a zombie. */
function markOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return fields[0] === "Z" || fields[0] === "X" ? undefined : fields[19];
  } catch {
    return process.platform === "linux" || !answers(pid) ? undefined : "";
  }
}

function answers(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

export function ownMark(): ProcessMark {
  return { pid: process.pid, mark: markOf(process.pid) ?? "" };
}

export function markOfProcess(pid: number): ProcessMark {
  return { pid, mark: markOf(pid) ?? "" };
}

/** Does this very process still run? Zombies and later holders of the same number do not count. */
export function stillRuns(process: ProcessMark): boolean {
  return markOf(process.pid) === process.mark;
}

/** Does a process of this number run, whoever it is? */
export function runs(pid: number): boolean {
  return markOf(pid) !== undefined;
}

/** Waits until `done` says so, at most `milliseconds`; tells whether it came to that. */
export async function until(done: () => boolean | Promise<boolean>, milliseconds: number): Promise<boolean> {
  const end = performance.now() + milliseconds;
  while (!(await done())) {
    if (performance.now() > end) return false;
    await sleep(50);
  }
  return true;
}
