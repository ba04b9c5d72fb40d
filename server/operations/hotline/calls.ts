import { and, asc, eq, gt, inArray, isNull, or } from "drizzle-orm";
import { phoneCall, phoneSeat } from "#db/schema/call.ts";
import { site } from "#db/schema/site.ts";
import { personIdOf } from "../../domain/access/actor.ts";
import { hotlineSites } from "../../domain/access/hotlineSites.ts";
import type { PlateWords } from "../../domain/place/plate.ts";
import { nothing } from "../input.ts";
import { type Context, query } from "../operation.ts";
import { maskPhone } from "../phone.ts";
import { findCaller } from "./caller.ts";
import { linesOf } from "./line.ts";

/** A call that nobody took stays on the screens so long, ms: first ringing, then to be called back. */
const keptFor = 2 * 3_600_000;
/** A ring that the phone system never ended is over after this, ms. */
const longestRing = 5 * 60_000;
const most = 20;

/** `answered`: at a phone that no operator is known to sit at. */
export type RingingState = "ringing" | "answered" | "missed";

export type Ringing = {
  callId: string;
  siteZh: string;
  siteEn: string;
  startedAt: string;
  state: RingingState;
  /** Masked: the whole number comes with the call. Null when the caller hides it. */
  number: string | null;
  people: Array<{ name: string; nameLatin: string; plate: PlateWords | null }>;
};

/** Calls that wait for somebody, with who may be calling; the operator's own, whole; and where the operator sits. */
export const hotlineCalls = query({
  name: "hotline.calls",
  input: nothing,
  async run(context) {
    const { db, actor, now } = context;
    const me = personIdOf(actor) ?? "";
    const siteIds = hotlineSites(actor);
    const lines = await linesOf(db, siteIds);
    const [rows, seats] = await Promise.all([
      db
        .select({ call: phoneCall, siteZh: site.nameZh, siteEn: site.nameEn })
        .from(phoneCall)
        .innerJoin(site, eq(site.id, phoneCall.siteId))
        .where(
          and(
            or(inArray(phoneCall.siteId, siteIds), inArray(phoneCall.line, lines)),
            isNull(phoneCall.handledAt),
            gt(phoneCall.startedAt, new Date(now.getTime() - keptFor)),
            or(isNull(phoneCall.takenById), eq(phoneCall.takenById, me)),
          ),
        )
        .orderBy(asc(phoneCall.startedAt))
        .limit(most),
      db.select().from(phoneSeat).where(eq(phoneSeat.personId, me)),
    ]);
    const waiting = rows.filter(({ call }) => call.takenById === null);
    const ringing = await Promise.all(
      waiting.map(async ({ call, siteZh, siteEn }): Promise<Ringing> => {
        return {
          callId: call.id,
          siteZh,
          siteEn,
          startedAt: call.startedAt.toISOString(),
          state: stateOf(call, now),
          number: call.number === null ? null : maskPhone(call.number),
          people: await peopleAt(context, call.number),
        };
      }),
    );
    return {
      extension: seats[0]?.extension ?? "",
      ringing,
      mine: rows
        .filter(({ call }) => call.takenById === me)
        .map(({ call }) => ({
          callId: call.id,
          number: call.number,
          startedAt: call.startedAt.toISOString(),
          endedAt: call.endedAt?.toISOString() ?? null,
          seconds: call.seconds,
        })),
    };
  },
});

function stateOf(call: typeof phoneCall.$inferSelect, now: Date): RingingState {
  if (call.answeredAt !== null) return "answered";
  const over = call.endedAt !== null || now.getTime() - call.startedAt.getTime() > longestRing;
  return over ? "missed" : "ringing";
}

async function peopleAt(context: Context, number: string | null): Promise<Ringing["people"]> {
  if (number === null) return [];
  const { people } = await findCaller.run(context, { phone: number });
  return people.map(({ name, nameLatin, homes }) => ({ name, nameLatin, plate: homes[0]?.plate ?? null }));
}
