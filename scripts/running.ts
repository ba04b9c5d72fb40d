import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { freePort, portIsFree } from "#db/freePort.ts";
import { ownMark, type ProcessMark, stillRuns } from "#db/processes.ts";

/** A server of this project, as its own note tells. */
export type Running = ProcessMark & { url: string; port: number };

function noteOf(dataDir: string, port: number): string {
  return join(dataDir, `server-${port}.json`);
}

/** Notes that this process serves `url`, for whoever starts next. Returns what removes the note. */
export function noteRunning(dataDir: string, port: number, url: string): () => void {
  mkdirSync(dataDir, { recursive: true });
  const note: Running = { ...ownMark(), url, port };
  writeFileSync(noteOf(dataDir, port), JSON.stringify(note));
  return () => rmSync(noteOf(dataDir, port), { force: true });
}

/** Our own earlier server on this port, if it still lives. */
export function earlierServer(dataDir: string, port: number): Running | undefined {
  try {
    const note = JSON.parse(readFileSync(noteOf(dataDir, port), "utf8")) as Running;
    return stillRuns(note) ? note : undefined;
  } catch {
    return undefined;
  }
}

/** Throws a sentence with a way out if another program listens there. */
export async function demandFree(port: number, host: string): Promise<void> {
  if (await portIsFree(port, host)) return;
  const other = await freePort(await nextFree(port, host));
  throw new Error(
    `Port ${port} is taken by another program. Start on another one:\n  npm start -- --port ${other}`,
  );
}

async function nextFree(port: number, host: string): Promise<number | undefined> {
  for (let next = port + 1; next < Math.min(port + 20, 65_536); next++) {
    if (await portIsFree(next, host)) return next;
  }
  return undefined;
}
