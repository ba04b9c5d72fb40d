import { z } from "zod";
import { id, version } from "../input.ts";
import { command } from "../operation.ts";
import { apply } from "./apply.ts";
import { lockTicket } from "./load.ts";

/**
 * A pause that nobody holds is over because the desk says so: it waits to be given out like any other work. Refusals:
 * STATE where it is not paused or somebody holds it, STALE.
 */
export const endPause = command({
  name: "ticket.endPause",
  input: z.strictObject({ ticketId: id, version }),
  async run(work, input) {
    const row = await lockTicket(work.tx, work.actor, "ticket.endPause", input.ticketId);
    return apply(work, row, input.version, { verb: "endPause", reason: "desk" });
  },
});
