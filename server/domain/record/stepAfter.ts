import type { Command } from "../ticket/decide.ts";
import type { RecordResult } from "./sheet.ts";

type Step = Extract<Command, { verb: "complete" | "pause" }>;

/**
 * What a record does to its ticket: done work completes it, all else is a pause first, whose clock says for whose sake.
 * Only parts are waited for by the same technician; the others go back to the desk from there.
 */
export function stepAfter(result: RecordResult, technicianId: string, photos: number): Step {
  switch (result) {
    case "needs_parts":
      return { verb: "pause", technicianId, reason: "parts" };
    case "needs_trade":
    case "not_ours":
      return { verb: "pause", technicianId, reason: "contractor" };
    case "owner_refused":
      return { verb: "pause", technicianId, reason: "owner" };
    default:
      return { verb: "complete", technicianId, photos };
  }
}
