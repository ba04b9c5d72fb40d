import type { Role } from "#server/domain/access/actor.ts";

/** Where each kind of person works; the first that fits. Null: there is no page of their own, so the start page is it. */
export function surfaceOf(roles: readonly Role[]): "/board" | "/hotline" | "/jobs" | null {
  if (roles.some((role) => role === "dispatcher" || role === "lead" || role === "manager")) return "/board";
  if (roles.includes("operator")) return "/hotline";
  if (roles.includes("technician")) return "/jobs";
  return null;
}

/** Is it a page at which only staff work? Whoever asks for one signs in as such. */
export function isOfStaff(path: string | null): boolean {
  return path !== null && /^\/(jobs|board|hotline|stock|places|wall)(?![^/?])/.test(path);
}

/** A path of our own that was asked for before signing in, or null: never an address elsewhere. */
export function localPath(asked: unknown): string | null {
  if (typeof asked !== "string" || !URL.canParse(asked, "http://mendline.invalid")) return null;
  const { host, pathname, search } = new URL(asked, "http://mendline.invalid");
  // `/x/..//elsewhere.example` is read as the path `//elsewhere.example`, which a browser takes for another host.
  if (!asked.startsWith("/") || host !== "mendline.invalid" || /^\/(\/|sign-in)/.test(pathname)) return null;
  return pathname + search;
}
