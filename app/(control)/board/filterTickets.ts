import { serverNow } from "#app/_ui/serverClock.ts";
import { plateLine } from "#server/domain/place/plate.ts";
import { type Held, isUnassigned } from "#server/domain/ticket/status.ts";
import type { Ticket } from "#server/domain/ticket/ticket.ts";

/** How people are called, by their ids. */
export type PeopleNames = ReadonlyMap<string, { name: string; nameLatin: string }>;
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

/** What of the board is wanted; an empty part asks for nothing, and of a list any one of it will do. */
export type Filter = {
  siteIds: readonly string[];
  text: string;
  urgencies: readonly number[];
  stages: readonly Stage[];
  /** Of the fault. */
  categories: readonly string[];
  /** Technicians' ids, and `none` for what nobody has. */
  who: readonly string[];
  late: boolean;
  incident: boolean;
  /** A building or a public spot, by the Chinese words on its plate. */
  at: string;
};

export const noFilter: Filter = {
  siteIds: [],
  text: "",
  urgencies: [],
  stages: [],
  categories: [],
  who: [],
  late: false,
  incident: false,
  at: "",
};

export function isFiltered(filter: Filter): boolean {
  return Object.values(filter).some((part) => (Array.isArray(part) ? part.length > 0 : Boolean(part)));
}

/** Is this among what is asked for, or nothing asked for? */
export function asks<Value>(wanted: readonly Value[], value: Value): boolean {
  return wanted.length === 0 || wanted.includes(value);
}

export function stageOf(ticket: Held): Stage {
  return isUnassigned(ticket) ? "unassigned" : (ticket.status as Stage);
}

/** The building that a ticket lies in, or the public spot that belongs to none. */
export function whereOf(ticket: Pick<Ticket, "plate">): string {
  const { building, spot } = ticket.plate.zh;
  return building ?? spot ?? "";
}

/** As much of a ticket as the filter asks about. */
export type Filtered = Pick<
  Ticket,
  | "id"
  | "siteId"
  | "number"
  | "urgency"
  | "status"
  | "faultCode"
  | "technicianId"
  | "incidentId"
  | "plate"
  | "dueAt"
>;

/**
 * Does the ticket pass? The text is looked for in the number, the plate and the fault, and in the name of who has it, in
 * both languages. Who reported it is not in the board's copy: `reported` knows what the server found for the words.
 */
export function ticketMatcher(
  faults: FaultNames,
  people: () => PeopleNames,
  reported: (text: string, ticketId: string) => boolean = () => false,
): (ticket: Filtered, filter: Filter) => boolean {
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
    if (!asks(filter.siteIds, ticket.siteId)) return false;
    if (!asks(filter.urgencies, ticket.urgency)) return false;
    // Paused with nobody on it, it is found as either.
    if (!asks(filter.stages, stageOf(ticket)) && !filter.stages.some((stage) => stage === ticket.status))
      return false;
    if (!asks(filter.categories, faults.get(ticket.faultCode)?.categoryCode ?? "")) return false;
    if (!asks(filter.who, ticket.technicianId ?? "none")) return false;
    if (filter.incident && ticket.incidentId === null) return false;
    if (filter.at !== "" && whereOf(ticket) !== filter.at) return false;
    if (filter.late && (ticket.dueAt === null || Date.parse(ticket.dueAt) >= serverNow())) return false;
    const wanted = plain(filter.text);
    if (wanted === "" || wordsOf(ticket).includes(wanted) || holderOf(ticket).includes(wanted)) return true;
    return reported(filter.text, ticket.id);
  };

  function holderOf({ technicianId }: Filtered): string {
    const who = technicianId === null ? undefined : people().get(technicianId);
    return who === undefined ? "" : `${plain(who.name)} ${plain(who.nameLatin)}`;
  }
}

function plain(words: string): string {
  return words.toLowerCase().replaceAll(/\s+/g, "");
}

/**
 * The filter as the address has it, and back; empty parts are left out, and a list is written with commas. What nobody
 * knows is not asked for: of sites, whatever is not among `sites`.
 */
export function readFilter(
  query: { get(name: string): string | null },
  sites?: ReadonlyMap<string, unknown>,
): Filter {
  const list = (name: string) => [...new Set((query.get(name) ?? "").split(",").filter(Boolean))];
  return {
    siteIds: list("site").filter((id) => sites?.has(id) ?? true),
    text: query.get("q") ?? "",
    urgencies: [1, 2, 3, 4].filter((level) => list("urgency").includes(String(level))),
    stages: stages.filter((stage) => list("state").includes(stage)),
    categories: list("trade"),
    who: list("who"),
    late: query.get("late") === "1",
    incident: query.get("incidents") === "1",
    at: query.get("at") ?? "",
  };
}

export function writeFilter(query: URLSearchParams, filter: Filter): void {
  const parts = {
    site: filter.siteIds.join(","),
    q: filter.text,
    urgency: filter.urgencies.join(","),
    state: filter.stages.join(","),
    trade: filter.categories.join(","),
    who: filter.who.join(","),
    late: filter.late ? "1" : "",
    incidents: filter.incident ? "1" : "",
    at: filter.at,
  };
  for (const [name, value] of Object.entries(parts)) {
    if (value === "") query.delete(name);
    else query.set(name, value);
  }
}
