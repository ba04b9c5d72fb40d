import type { Status } from "#server/domain/ticket/status.ts";

export type Stitch =
  | "open"
  | "given"
  | "going"
  | "working"
  | "waiting"
  | "done"
  | "again"
  | "ended"
  | "queued";

/** The stitch that shows a status. Work that was once called done and came back is sewn twice. */
export function stitchOf(status: Status, reopened: boolean): Stitch {
  switch (status) {
    case "received":
    case "triaged":
      return reopened ? "again" : "open";
    case "dispatched":
      return "given";
    case "accepted":
    case "en_route":
      return "going";
    case "on_site":
      return "working";
    case "paused":
      return "waiting";
    case "done":
    case "closed":
      return "done";
    case "cancelled":
    case "declined":
    case "duplicate":
      return "ended";
  }
}

/** Drawn length and gap, px; a whole line has none. */
export const dashes: Record<Stitch, string | undefined> = {
  open: "2 8",
  given: "8 8",
  going: "14 6",
  working: undefined,
  waiting: undefined,
  done: undefined,
  again: undefined,
  ended: "2 8",
  queued: "2 8",
};
