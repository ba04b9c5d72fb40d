import { z } from "zod";
import { channels, rungs } from "../../domain/escalation/ladder.ts";
import { clockNames } from "../../domain/sla/terms.ts";
import { id, urgency, words } from "../input.ts";

/** No promise is longer than a year. */
const longest = 525_600;
const minutes = (least: number) => z.int({ error: "MINUTES" }).min(least, "MINUTES").max(longest, "MINUTES");
const code = z.string({ error: "REQUIRED" }).min(1, "REQUIRED").max(60, "BAD_ID");

const clock = z.strictObject({
  minutes: minutes(1),
  basis: z.enum(["clock", "working"], { error: "REQUIRED" }),
});
const pause = z.strictObject({
  stops: z.array(z.enum(clockNames, { error: "REQUIRED" })).max(clockNames.length, "REQUIRED"),
  capMinutes: minutes(0).nullable(),
});
const step = z.strictObject({
  clock: z.enum(clockNames, { error: "REQUIRED" }),
  offsetMinutes: minutes(-longest),
  rung: z.enum(rungs, { error: "REQUIRED" }),
  channel: z.enum(channels, { error: "REQUIRED" }),
  repeatMinutes: minutes(1).nullable(),
  offDuty: z.boolean(),
});

/** What a promise is for: one fault, one category, or any fault; one site, or the company. */
export const aim = {
  siteId: id.nullable(),
  categoryCode: code.nullable(),
  faultCode: code.nullable(),
  urgency,
};

export const clocksInput = z.strictObject({
  acknowledge: clock,
  contact: clock,
  arrive: clock,
  finish: clock,
});

export const pausesInput = z.strictObject({
  parts: pause,
  contractor: pause,
  no_access: pause,
  owner: pause,
  quote: pause,
  weather: pause,
});

/** A ladder is never changed while tickets stand on it: other steps are another ladder. */
export const ladderInput = z.strictObject({
  name: words(40),
  steps: z.array(step).min(1, "REQUIRED").max(24, "TOO_LONG:24"),
});

export const codeInput = code;
