import { and, desc, eq, inArray } from "drizzle-orm";
import { event, eventWords } from "#db/schema/event.ts";
import { person } from "#db/schema/person.ts";
import type { TicketEventType } from "../../domain/ticket/event.ts";
import type { Reader } from "./load.ts";

/** One line of a ticket's story. Names are looked up now, so an erased person is nameless in old lines too. */
export type Entry = {
  seq: number;
  /** The ticket's version that it made. */
  version: number;
  type: TicketEventType;
  /** When the office heard of it. */
  at: string;
  /** When it was done, where a phone without network said so and is believed. */
  doneAt: string | null;
  by: { id: string; name: string; nameLatin: string; role: string } | null;
  /** The technician the fact is about, where it is about one. */
  technician: { id: string; name: string; nameLatin: string } | null;
  /** Who had it before, where it went from hand to hand. */
  from: { id: string; name: string; nameLatin: string } | null;
  data: Record<string, string | number>;
  words: string;
};

/** More lines than any real repair has; how it began and the newest are kept. */
const longest = 200;

/** A ticket's story, oldest first. */
export async function timelineOf(db: Reader, ticketId: string): Promise<Entry[]> {
  const told = () =>
    db
      .select({ event, words: eventWords.words })
      .from(event)
      .leftJoin(eventWords, and(eq(eventWords.siteId, event.siteId), eq(eventWords.seq, event.seq)));
  const rows = await told()
    .where(eq(event.ticketId, ticketId))
    .orderBy(desc(event.ticketVersion))
    .limit(longest);
  rows.reverse();
  if (rows.length === longest && rows[0]!.event.ticketVersion !== 1)
    rows.splice(0, 1, ...(await told().where(and(eq(event.ticketId, ticketId), eq(event.ticketVersion, 1)))));
  const ids = new Set<string>();
  for (const { event: e } of rows) {
    if (e.actor.id && e.actor.kind !== "system") ids.add(e.actor.id);
    for (const who of [e.data.technicianId, e.data.fromId]) if (typeof who === "string" && who) ids.add(who);
  }
  const people =
    ids.size === 0
      ? []
      : await db
          .select()
          .from(person)
          .where(inArray(person.id, [...ids]));
  const named = new Map(people.map((p) => [p.id, { id: p.id, name: p.name, nameLatin: p.nameLatin }]));
  return rows.map(({ event: e, words }) => {
    const { id = null, kind, role } = e.actor;
    const unknown = kind === "anonymous" || (kind === "link" && id !== null);
    const nameless = unknown ? { id: id ?? "", name: "", nameLatin: "" } : undefined;
    const by = named.get(id ?? "") ?? nameless;
    return {
      seq: e.seq,
      version: e.ticketVersion ?? 0,
      type: e.type as TicketEventType,
      at: e.at.toISOString(),
      doneAt: typeof e.data.doneAt === "string" ? e.data.doneAt : null,
      by: by ? { ...by, role: role ?? kind } : null,
      technician: named.get(String(e.data.technicianId ?? "")) ?? null,
      from: named.get(String(e.data.fromId ?? "")) ?? null,
      data: e.data as Record<string, string | number>,
      words: words ?? "",
    };
  });
}

/** What is between the company and its clocks. */
const ours: readonly TicketEventType[] = [
  "triaged",
  "escalated",
  "escalation_acknowledged",
  "alarm_acknowledged",
  "alarm_shelved",
  "alarm_unshelved",
  "leading",
  "not_one",
  "offered",
  "offer_passed",
  "offer_left",
  "offers_ended",
  "parts_used",
  "parts_back",
  "parts_short",
  "parts_settled",
  "parts_reserved",
  "parts_lost",
  "parts_moved",
  "parts_left",
  "link_sent",
  "recounted",
];

/**
 * The same story for the people of the home: the company's inner to and fro (who declined, why it was taken back) is
 * theirs only as "we are finding somebody else"; staff other than the technician have no name here.
 */
export function forResident(entries: Entry[]): Entry[] {
  return entries
    .filter(
      (e) =>
        !ours.includes(e.type === "undone" ? (e.data.undid as typeof e.type) : e.type) &&
        !(e.type === "contacted" && e.data.reached !== "yes"),
    )
    .map((e) => {
      // Why a home would rather not have somebody was said to the desk alone.
      const inner = [
        "withdrawn",
        "vacated",
        "declined",
        "handed_back",
        "transferred",
        "kept_away",
        "let_back",
      ].includes(e.type);
      const shown = [
        "assigned",
        "transferred",
        "accepted",
        "departed",
        "arrived",
        "paused",
        "no_access",
        "resumed",
        "completed",
        "kept_away",
        "let_back",
      ].includes(e.type);
      // Who else has the trouble is theirs to tell.
      const own = (e.by?.role === "resident" || e.by?.role === "link") && e.type !== "followed";
      return {
        ...e,
        by: own ? e.by : null,
        technician: shown ? (e.technician ?? null) : null,
        from: null,
        data: inner
          ? {}
          : pick(e.data, [
              "reason",
              "expectedAt",
              "outcome",
              "measure",
              "result",
              "photos",
              "windows",
              "callFirst",
              "answer",
              "totalCents",
              "from",
              "until",
              "visit",
              "calls",
            ]),
        words: inner || (!own && e.type !== "turned_down" && e.type !== "completed") ? "" : e.words,
      };
    });
}

/** The same story for a technician: whom a home would rather not have is between it and the desk. */
export function forTechnician(entries: Entry[]): Entry[] {
  const between = (e: Entry) =>
    e.type === "kept_away" ||
    e.type === "let_back" ||
    (e.type === "withdrawn" && e.data.reason === "kept_away");
  return entries.filter((e) => !between(e));
}

/**
 * The same for whoever holds the tracking link, who may be anybody it was shown to: of the people of the home only that
 * it was one of them.
 */
export function forLink(entries: Entry[], own: { personId: string | null; linkId: string }): Entry[] {
  return forResident(entries).map((e) =>
    e.by === null || e.by.id === own.personId || e.by.id === own.linkId
      ? e
      : { ...e, by: { ...e.by, id: "", name: "", nameLatin: "" } },
  );
}

function pick(data: Entry["data"], keys: string[]): Entry["data"] {
  return Object.fromEntries(keys.flatMap((key) => (data[key] === undefined ? [] : [[key, data[key]]])));
}
