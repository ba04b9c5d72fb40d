import { z } from "zod";
import { areSpans } from "../../domain/time/calendar.ts";
import { instant } from "../input.ts";

const minute = z.int({ error: "HOURS" }).min(0, "HOURS").max(1440, "HOURS");

/** The stretches of one day, in minutes from local midnight: in order, apart, each longer than nothing. None is closed. */
export const spansInput = z
  .array(z.tuple([minute, minute], { error: "HOURS" }), { error: "HOURS" })
  .max(6, "HOURS")
  .refine(areSpans, "HOURS");

/** Sunday first. */
export const weekInput = z.array(spansInput, { error: "HOURS" }).length(7, "HOURS");

export const dayInput = z.iso.date({ error: "DAY" });

/** The stamp of the site's hours that the person saw; null where it had none of its own. */
export const seenHours = instant.nullable();
