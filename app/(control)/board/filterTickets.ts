import { plateLine } from "#server/domain/place/plate.ts";
import type { Ticket } from "#server/domain/ticket/ticket.ts";
import type { Filter } from "./BoardStore.ts";

export type FaultNames = ReadonlyMap<string, { nameZh: string; nameEn: string }>;

/** Does the ticket pass? The text is looked for in the number, the plate and the fault, in both languages. */
export function ticketMatcher(faults: FaultNames): (ticket: Ticket, filter: Filter) => boolean {
  return (ticket, filter) => {
    if (filter.siteId !== "" && ticket.siteId !== filter.siteId) return false;
    if (filter.urgency !== 0 && ticket.urgency !== filter.urgency) return false;
    const wanted = plain(filter.text);
    if (wanted === "") return true;
    const fault = faults.get(ticket.faultCode);
    const words = [
      ticket.number,
      plateLine(ticket.plate.zh),
      plateLine(ticket.plate.en),
      fault?.nameZh,
      fault?.nameEn,
    ];
    return plain(words.join(" ")).includes(wanted);
  };
}

function plain(words: string): string {
  return words.toLowerCase().replaceAll(/\s+/g, "");
}

/** The filter as the address has it, and back; empty parts are left out. */
export function readFilter(query: { get(name: string): string | null }): Filter {
  const urgency = Number(query.get("urgency"));
  return {
    siteId: query.get("site") ?? "",
    text: query.get("q") ?? "",
    urgency: [1, 2, 3, 4].includes(urgency) ? urgency : 0,
  };
}

export function writeFilter(query: URLSearchParams, filter: Filter): void {
  const parts = {
    site: filter.siteId,
    q: filter.text,
    urgency: filter.urgency === 0 ? "" : String(filter.urgency),
  };
  for (const [name, value] of Object.entries(parts)) {
    if (value === "") query.delete(name);
    else query.set(name, value);
  }
}
