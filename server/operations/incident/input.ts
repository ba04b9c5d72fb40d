import { z } from "zod";
import { scopeKinds } from "../../domain/incident/scope.ts";
import { id, instant, version, words } from "../input.ts";

/** Tickets with the versions that the desk saw. */
export const seenTickets = z
  .array(z.strictObject({ ticketId: id, version }))
  .min(1, "REQUIRED")
  .max(200, "TOO_LONG:200");

export const scopeInput = z.strictObject({
  scope: z.enum(scopeKinds, { error: "REQUIRED" }),
  buildingId: id.nullable().default(null),
  unit: z.string().max(20, "TOO_LONG:20").nullable().default(null),
  placeId: id.nullable().default(null),
});

export const residentWords = (required: boolean) => ({
  wordsZh: words(400, required).default(""),
  wordsEn: words(600, required).default(""),
});

export const until = instant.nullable().default(null);
