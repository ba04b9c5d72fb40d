import "server-only";
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The name of this build of the pages; empty while developing, when nothing is kept on the phone. */
export const build = process.env.NODE_ENV === "production" ? readBuild() : "";

function readBuild(): string {
  try {
    return readFileSync(join(process.cwd(), ".next", "BUILD_ID"), "utf8").trim();
  } catch {
    return "";
  }
}
