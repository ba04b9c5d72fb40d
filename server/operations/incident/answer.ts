import { and, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { incident, incidentHousehold } from "#db/schema/incident.ts";
import { type Actor, holds } from "../../domain/access/actor.ts";
import { siteRoles } from "../../domain/access/policy.ts";
import { notBackWords } from "../../domain/incident/words.ts";
import { Refused, refuse } from "../../domain/refusal.ts";
import type { UrgencyLevel } from "../../domain/ticket/ticket.ts";
import { id, words } from "../input.ts";
import { tellOnlookers } from "../notice/tellOnlookers.ts";
import { command, type Work } from "../operation.ts";
import { apply, type Moved } from "../ticket/apply.ts";
import { homesOf } from "../ticket/followers.ts";
import type { TicketRow } from "../ticket/load.ts";
import { reportRepair } from "../ticket/report.ts";
import { outOfIncident } from "./attach.ts";
import { type IncidentRow, lockMembers, writeIncident } from "./load.ts";
import { endAsking } from "./rule.ts";

/**
 * "Back for you?" A household says yes, or no and is split off: its own report is work again, or it gets one. The desk
 * may say it for a caller, by `key`. Refusals: NOT_FOUND for anybody who is not of a household that is hit, STATE
 * before it is fixed or once the household has been split off.
 */
export const answerBack = command({
  name: "incident.answer",
  input: z.strictObject({
    incidentId: id,
    back: z.boolean({ error: "REQUIRED" }),
    /** Which household: of several homes, or a caller's. */
    key: z.string().max(100, "BAD_ID").optional(),
    words: words(1000, false).default(""),
  }),
  async run(work, input) {
    const { tx, actor } = work;
    const [at] = await tx.select().from(incident).where(eq(incident.id, input.incidentId)).for("update");
    if (at === undefined) throw new Refused(refuse("NOT_FOUND"));
    const home = await householdOf(work, at, input.key);
    if (home === undefined) throw new Refused(refuse("NOT_FOUND"));
    const said = home.back === null ? null : home.back === "yes";
    if (said === input.back) return { incidentId: at.id, back: input.back, ticketId: home.splitTicketId };
    if (home.askedAt === null || home.splitTicketId !== null || at.status === "cancelled")
      throw new Refused(refuse("STATE", { params: { status: at.status } }));
    const members = await lockMembers(tx, at.id);
    const own = members.find((row) => row.id === home.ticketId);
    const locale = speaks(actor, home.locale);
    if (own && (own.status === "done" || (!input.back && own.status === "closed"))) {
      const spoken = input.words || (input.back ? "" : notBackWords(at.number)[locale]);
      await answerFor(work, at, own, input.back ? "solved" : "not_solved", spoken, members);
      return { incidentId: at.id, back: input.back, ticketId: input.back ? null : own.id };
    }
    const split = input.back
      ? null
      : await reportFor(work, at, home, input.words || notBackWords(at.number)[locale]);
    await keepAnswer(work, at, home.key, input.back, split);
    await writeIncident(
      work,
      at,
      "incident_answered",
      {},
      {
        data: {
          back: input.back ? 1 : 0,
          placeId: home.placeId ?? "",
          ...(split !== null && { splitTicketId: split }),
        },
        bump: false,
      },
    );
    await endWhenAllAnswered(work, at, members);
    return { incidentId: at.id, back: input.back, ticketId: split };
  },
});

/**
 * The verdict of a household with a report of its own: solved closes it, all else brings it back to the desk and out of
 * the incident. All tickets of the incident are locked.
 */
export async function answerFor(
  work: Work,
  at: IncidentRow,
  row: TicketRow,
  outcome: "solved" | "partly" | "not_solved",
  spoken: string,
  members: TicketRow[],
): Promise<Moved> {
  const { tx } = work;
  const back = outcome === "solved";
  const extra = { words: spoken, data: { incidentId: at.id, number: at.number } };
  await tx
    .update(incidentHousehold)
    .set({ back: back ? "yes" : "no", answeredAt: work.now, ...(!back && { splitTicketId: row.id }) })
    .where(and(eq(incidentHousehold.incidentId, at.id), eq(incidentHousehold.ticketId, row.id)));
  if (!back && at.leadTicketId === row.id)
    await tx.update(incident).set({ leadTicketId: null }).where(eq(incident.id, at.id));
  const moved =
    outcome === "solved"
      ? await apply(work, row, row.version, { verb: "confirm", outcome }, extra)
      : await apply(work, row, row.version, { verb: "reopen", outcome }, { ...extra, patch: outOfIncident });
  if (!back) await tellOnlookers(work, row, "followed_back");
  const rest = members.map((member) =>
    member.id === row.id ? { ...member, closedAt: work.now, status: moved.status } : member,
  );
  const [now] = await tx.select().from(incident).where(eq(incident.id, at.id));
  await endWhenAllAnswered(work, now!, back ? rest : rest.filter((member) => member.id !== row.id));
  return moved;
}

/** When the last household has answered, nothing more is to be asked. */
async function endWhenAllAnswered(work: Work, at: IncidentRow, members: TicketRow[]): Promise<void> {
  if (at.status !== "asking") return;
  const [open] = await work.tx
    .select({ key: incidentHousehold.key })
    .from(incidentHousehold)
    .where(
      and(
        eq(incidentHousehold.incidentId, at.id),
        isNull(incidentHousehold.leftAt),
        isNull(incidentHousehold.back),
      ),
    )
    .limit(1);
  const working = members.some((row) => row.closedAt === null && row.status !== "done");
  if (open === undefined && !working) await endAsking(work, at, members);
}

async function keepAnswer(work: Work, at: IncidentRow, key: string, back: boolean, split: string | null) {
  await work.tx
    .update(incidentHousehold)
    .set({ back: back ? "yes" : "no", answeredAt: work.now, splitTicketId: split })
    .where(and(eq(incidentHousehold.incidentId, at.id), eq(incidentHousehold.key, key)));
}

type HouseholdRow = typeof incidentHousehold.$inferSelect;

async function householdOf(
  work: Work,
  at: IncidentRow,
  key: string | undefined,
): Promise<HouseholdRow | undefined> {
  const { tx, actor } = work;
  const here = and(eq(incidentHousehold.incidentId, at.id), isNull(incidentHousehold.leftAt));
  if (actor.kind === "link") {
    const mine = and(here, eq(incidentHousehold.ticketId, actor.ticketId));
    return (await tx.select().from(incidentHousehold).where(mine))[0];
  }
  if (holds(actor, at.siteId, siteRoles("incident.answer"))) {
    if (key === undefined) throw new Refused(refuse("REQUIRED", { field: "key" }));
    return (
      await tx
        .select()
        .from(incidentHousehold)
        .where(and(here, eq(incidentHousehold.key, key)))
    )[0];
  }
  if (actor.kind !== "resident") return undefined;
  const homes = await homesOf(tx, actor.personId);
  const rows = await tx.select().from(incidentHousehold).where(here);
  const theirs = rows.filter(
    (row) => row.personId === actor.personId || homes.some((home) => home.placeId === row.placeId),
  );
  return key === undefined ? theirs[0] : theirs.find((row) => row.key === key);
}

/** A repair for a household that had none of its own. NOT_FOUND where nobody knows its home. */
async function reportFor(work: Work, at: IncidentRow, home: HouseholdRow, said: string): Promise<string> {
  if (home.placeId === null) throw new Refused(refuse("NOT_FOUND"));
  const { ticketId } = await reportRepair.run(work, {
    placeId: home.placeId,
    placeWords: "",
    faultCode: at.faultCode,
    urgency: at.urgency as UrgencyLevel,
    description: said,
    photoIds: [],
    contactName: home.personId === null ? (home.address ?? at.number) : "",
    ...(work.actor.kind === "staff" && home.personId !== null && { reporterId: home.personId }),
    ...(home.personId === null && home.address !== null && { contactPhone: home.address }),
  });
  return ticketId;
}

function speaks(actor: Actor, locale: "zh" | "en"): "zh" | "en" {
  return actor.kind === "resident" || actor.kind === "link" ? actor.locale : locale;
}
