import { serverNow } from "#app/_ui/serverClock.ts";
import { plateLine } from "#server/domain/place/plate.ts";
import { isUnassigned, type Status } from "#server/domain/ticket/status.ts";
import type { Ticket } from "#server/domain/ticket/ticket.ts";

export type FaultNames = ReadonlyMap<string, { nameZh: string; nameEn: string; categoryCode?: string }>;

/** How far a job is, as a dispatcher asks for it. */
export const stages = [
  "unassigned",
  "dispatched",
  "accepted",
  "en_route",
  "on_site",
  "paused",
  "done",
] as const;
export type Stage = (typeof stages)[number];

/** What of the board is wanted; an empty part asks for nothing. */
export type Filter = {
  siteId: string;
  text: string;
  urgency: number;
  stage: Stage | "";
  /** Of the fault. */
  category: string;
  /** A technician's id, or `none` for what nobody has. */
  who: string;
  late: boolean;
  incident: boolean;
  /** A building or a public spot, by the Chinese words on its plate. */
  at: string;
};

export const noFilter: Filter = {
  siteId: "",
  text: "",
  urgency: 0,
  stage: "",
  category: "",
  who: "",
  late: false,
  incident: false,
  at: "",
};

export function isFiltered(filter: Filter): boolean {
  return (Object.keys(noFilter) as Array<keyof Filter>).some((part) => filter[part] !== noFilter[part]);
}

export function stageOf(status: Status): Stage {
  return isUnassigned(status) ? "unassigned" : (status as Stage);
}

/** The building that a ticket lies in, or the public spot that belongs to none. */
export function whereOf(ticket: Pick<Ticket, "plate">): string {
  const { building, spot } = ticket.plate.zh;
  return building ?? spot ?? "";
}

/** As much of a ticket as the filter asks about. */
export type Filtered = Pick<
  Ticket,
  "siteId" | "number" | "urgency" | "status" | "faultCode" | "technicianId" | "incidentId" | "plate" | "dueAt"
>;

/** Does the ticket pass? The text is looked for in the number, the plate and the fault, in both languages. */
export function ticketMatcher(faults: FaultNames): (ticket: Filtered, filter: Filter) => boolean {
  const known = new WeakMap<Filtered, string>();
  const wordsOf = (ticket: Filtered): string => {
    const before = known.get(ticket);
    if (before !== undefined) return before;
    const fault = faults.get(ticket.faultCode);
    const words = plain(
      [
        ticket.number,
        plateLine(ticket.plate.zh),
        plateLine(ticket.plate.en),
        fault?.nameZh,
        fault?.nameEn,
      ].join(" "),
    );
    known.set(ticket, words);
    return words;
  };
  return (ticket, filter) => {
    if (filter.siteId !== "" && ticket.siteId !== filter.siteId) return false;
    if (filter.urgency !== 0 && ticket.urgency !== filter.urgency) return false;
    if (filter.stage !== "" && stageOf(ticket.status) !== filter.stage) return false;
    if (filter.category !== "" && faults.get(ticket.faultCode)?.categoryCode !== filter.category)
      return false;
    if (filter.who !== "" && (filter.who === "none" ? null : filter.who) !== ticket.technicianId)
      return false;
    if (filter.incident && ticket.incidentId === null) return false;
    if (filter.at !== "" && whereOf(ticket) !== filter.at) return false;
    if (filter.late && (ticket.dueAt === null || Date.parse(ticket.dueAt) >= serverNow())) return false;
    const wanted = plain(filter.text);
    return wanted === "" || wordsOf(ticket).includes(wanted);
  };
}

function plain(words: string): string {
  return words.toLowerCase().replaceAll(/\s+/g, "");
}

/** The filter as the address has it, and back; empty parts are left out. */
export function readFilter(query: { get(name: string): string | null }): Filter {
  const urgency = Number(query.get("urgency"));
  const stage = query.get("state") as Stage;
  return {
    siteId: query.get("site") ?? "",
    text: query.get("q") ?? "",
    urgency: [1, 2, 3, 4].includes(urgency) ? urgency : 0,
    stage: stages.includes(stage) ? stage : "",
    category: query.get("trade") ?? "",
    who: query.get("who") ?? "",
    late: query.get("late") === "1",
    incident: query.get("incidents") === "1",
    at: query.get("at") ?? "",
  };
}

export function writeFilter(query: URLSearchParams, filter: Filter): void {
  const parts = {
    site: filter.siteId,
    q: filter.text,
    urgency: filter.urgency === 0 ? "" : String(filter.urgency),
    state: filter.stage,
    trade: filter.category,
    who: filter.who,
    late: filter.late ? "1" : "",
    incidents: filter.incident ? "1" : "",
    at: filter.at,
  };
  for (const [name, value] of Object.entries(parts)) {
    if (value === "") query.delete(name);
    else query.set(name, value);
  }
}
