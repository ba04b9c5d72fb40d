import type { Ticket } from "#server/domain/ticket/ticket.ts";
import { stageOf, stages } from "../filterTickets.ts";

export const sortColumns = [
  "urgency",
  "number",
  "place",
  "fault",
  "state",
  "who",
  "due",
  "age",
  "site",
] as const;
/** All that a row can show; what is not sorted by is shown where there is room for it. */
export const tableColumns = [
  "urgency",
  "number",
  "place",
  "fault",
  "words",
  "notes",
  "state",
  "who",
  "due",
  "age",
  "site",
] as const;
export type SortColumn = (typeof sortColumns)[number];
export type Sort = { by: SortColumn; down: boolean };

/** Time to breach, as the queue has it. */
export const byBreach: Sort = { by: "due", down: false };

/** The names that a column is sorted by are the reader's own. */
export type SortNames = {
  fault(code: string): string;
  technician(id: string | null): string;
  site(id: string): string;
  plate(ticket: Ticket): string;
};

/** As the address says it: `due`, or `-due` for the other way round. */
export function readSort(word: string | null): Sort {
  const down = word?.startsWith("-") ?? false;
  const by = sortColumns.find((column) => column === (down ? word!.slice(1) : word));
  return by ? { by, down } : byBreach;
}

export function writeSort({ by, down }: Sort): string {
  return down ? `-${by}` : by === byBreach.by ? "" : by;
}

/** What a ticket is sorted by, so that plain text order is the wanted one; the next deadline decides between equals. */
export function sortKey(ticket: Ticket, by: SortColumn, names: SortNames): string {
  const due = ticket.dueAt ?? "9999";
  switch (by) {
    case "due":
      return due;
    case "urgency":
      return `${ticket.urgency} ${due}`;
    case "number":
      return ticket.number;
    case "place":
      return figures(`${names.site(ticket.siteId)} ${names.plate(ticket)}`);
    case "fault":
      return `${names.fault(ticket.faultCode)} ${due}`;
    case "state":
      return `${stages.indexOf(stageOf(ticket))} ${due}`;
    case "who":
      return `${ticket.technicianId === null ? "" : names.technician(ticket.technicianId)} ${due}`;
    case "age":
      return ticket.receivedAt;
    case "site":
      return `${names.site(ticket.siteId)} ${due}`;
  }
}

/** 2 before 10. */
function figures(words: string): string {
  return words.replaceAll(/\d+/g, (digits) => digits.padStart(8, "0"));
}
