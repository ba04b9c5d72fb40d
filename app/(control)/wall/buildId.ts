import "server-only";
import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** Which build of the pages this is; empty where they are made as they are asked for. */
export async function buildId(): Promise<string> {
  const words = await readFile(join(process.cwd(), ".next", "BUILD_ID"), "utf8").catch(() => "");
  return words.trim();
}
