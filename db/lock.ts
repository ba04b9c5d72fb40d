import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ownMark, type ProcessMark, stillRuns } from "./processes.ts";

/** Takes `file` for this process; waits while another living process holds it. Returns what gives it back. */
export async function holdLock(
  file: string,
  onWait: (holder: ProcessMark) => void = () => {},
): Promise<() => void> {
  mkdirSync(dirname(file), { recursive: true });
  const own = ownMark();
  const draft = `${file}.${own.pid}`;
  let told = false;
  for (;;) {
    writeFileSync(draft, JSON.stringify(own));
    try {
      // A link appears with its content, so nobody ever reads half a lock.
      linkSync(draft, file);
      rmSync(draft, { force: true });
      return () => rmSync(file, { force: true });
    } catch (error) {
      rmSync(draft, { force: true });
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
    const holder = readLock(file);
    if (holder && !stillRuns(holder)) rmSync(file, { force: true });
    else {
      if (holder && !told) onWait(holder);
      told = true;
      await sleep(100);
    }
  }
}

function readLock(file: string): ProcessMark | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as ProcessMark;
  } catch {
    return undefined;
  }
}
