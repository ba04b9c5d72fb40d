import { join } from "node:path";

/** The project's folder. */
export const root = join(import.meta.dirname, "..");

/** A file among the installed packages' programs. */
export function program(name: string): string {
  return join(root, "node_modules", ".bin", name);
}
