import { minutesOf, type Stretch, stretchesOf } from "#server/domain/dispatch/dayTrack.ts";
import { type Span, within } from "#server/domain/dispatch/shifts.ts";
import type { PauseReason } from "#server/domain/ticket/ticket.ts";
import type { DayTicket } from "#server/operations/board/timeline.ts";
import { expectedOn } from "./dayAhead.ts";

export type PieceKind = "travel" | "work" | "pause" | "ahead" | "agreed";
/**
 * A part of a run, ms; `ahead` lies before us: what is left of it, by the fault's usual minutes. Without length it lies
 * after the day. `reason`: why it rests, or rests until then.
 */
export type Piece = {
  kind: PieceKind;
  reason: PauseReason | null;
  from: number;
  until: number;
  running: boolean;
};
/** One job in one technician's day, drawn on one line. */
export type Run = { ticket: DayTicket; from: number; until: number; pieces: Piece[]; line: number };
export type DayRow = {
  technicianId: string;
  shifts: Span[];
  runs: Run[];
  lines: number;
  /** Minutes really worked on this day, and those that are expected on it. */
  worked: number;
  expected: number;
};

export type Day = {
  tickets: ReadonlyMap<string, DayTicket>;
  /** Of the day; of one that is near also those from now to the day after it. */
  shifts: ReadonlyArray<{ technicianId: string; from: string; until: string }>;
  /** Times that are agreed with owners. */
  agreed: ReadonlyArray<{ ticketId: string; technicianId: string; from: string; until: string }>;
  /** Tickets whose time is agreed and to come, on whatever day: `from` then; null where it is yet to be chosen. */
  booked: ReadonlyArray<{ ticketId: string; from: string | null }>;
  /** Is it near enough to say what goes on into it? */
  near: boolean;
  span: Span;
  now: number;
};

export type Known = {
  /** Usual minutes of a fault. */
  minutes(faultCode: string): number;
  /** When the ticket's next promise breaks; what is due first is done first. */
  due(ticketId: string): string;
  /** When a pause is thought to end, ISO; null where nobody knows. */
  backAt(ticketId: string): string | null;
  /** When a technician who has left is back, ISO: null where nobody knows, undefined for who is there. */
  returns(technicianId: string): string | null | undefined;
};

/** The clock of a drawing stands still between two of its ticks, while turns are heard at once, ms. */
const tick = 60_000;

/** Every technician's day out of the turns of the tickets; only he who has a shift or a job in it is named. */
export function dayRows(day: Day, known: Known): Map<string, DayRow> {
  const { tickets, shifts, agreed, span } = day;
  const now = nowWith(tickets, day.now);
  const rows = new Map<string, DayRow>();
  const worked = new Map<string, Stretch[]>();
  const rowOf = (technicianId: string): DayRow => {
    const row = rows.get(technicianId) ?? {
      technicianId,
      shifts: [],
      runs: [],
      lines: 1,
      worked: 0,
      expected: 0,
    };
    rows.set(technicianId, row);
    return row;
  };
  const onShift = Map.groupBy(shifts.map(toSpan), (shift) => shift.technicianId);
  for (const { technicianId, ...shift } of [...onShift.values()].flat()) {
    const cut = within(shift, span);
    if (cut.from < cut.until) rowOf(technicianId).shifts.push(cut);
  }
  for (const ticket of tickets.values()) {
    const byHand = Map.groupBy(stretchesOf(ticket.turns), (stretch) => stretch.technicianId);
    for (const [technicianId, stretches] of byHand) {
      const pieces = stretches.flatMap((stretch) => pieceOf(stretch, span, now));
      if (pieces.length === 0) continue;
      worked.set(technicianId, [...(worked.get(technicianId) ?? []), ...stretches]);
      const ends = { from: pieces[0]!.from, until: pieces.at(-1)!.until };
      rowOf(technicianId).runs.push({ ticket, ...ends, pieces, line: 0 });
    }
  }
  if (day.near && now < span.until)
    for (const { technicianId, ticket, reason, from, until } of expectedOn({ ...day, now }, known, onShift))
      addTo(rowOf(technicianId), ticket, { kind: "ahead", reason, from, until, running: false });
  for (const { ticketId, technicianId, ...window } of agreed) {
    const ticket = tickets.get(ticketId);
    const cut = within({ from: Date.parse(window.from), until: Date.parse(window.until) }, span);
    if (ticket === undefined || cut.from >= cut.until) continue;
    const piece: Piece = { kind: "agreed", reason: null, ...cut, running: false };
    rowOf(technicianId).runs.push({ ticket, ...cut, pieces: [piece], line: 0 });
  }
  for (const row of rows.values()) {
    row.worked = minutesOf(worked.get(row.technicianId) ?? [], "work", span, now);
    row.expected = Math.round(aheadOf(row.runs) / 60_000);
    row.lines = layLines(row.runs);
  }
  return rows;
}

/** The clock, or the newest turn that was heard since it last ticked: what has begun is not yet to come. */
function nowWith(tickets: Day["tickets"], now: number): number {
  let newest = now;
  for (const { turns } of tickets.values()) {
    const last = turns.at(-1);
    const at = last === undefined ? now : Date.parse(last.at);
    if (at > newest && at <= now + tick) newest = at;
  }
  return newest;
}

function pieceOf(stretch: Stretch, span: Span, now: number): Piece[] {
  const running = stretch.until === null;
  const cut = within(
    {
      from: Date.parse(stretch.from),
      until: stretch.until === null ? Math.max(now, Date.parse(stretch.from)) : Date.parse(stretch.until),
    },
    span,
  );
  return cut.until < cut.from || cut.from > now
    ? []
    : [{ kind: stretch.kind, reason: stretch.reason, ...cut, running }];
}

function toSpan({ technicianId, from, until }: Day["shifts"][number]): Span & { technicianId: string } {
  return { technicianId, from: Date.parse(from), until: Date.parse(until) };
}

/** A piece behind what the job has on this day already, or a run of its own. */
function addTo(row: DayRow, ticket: DayTicket, piece: Piece): void {
  const before = row.runs.find(
    (run) => run.ticket.id === ticket.id && (run.until === piece.from || run.pieces.at(-1)?.kind === "ahead"),
  );
  if (before === undefined)
    row.runs.push({ ticket, from: piece.from, until: piece.until, pieces: [piece], line: 0 });
  else {
    before.pieces.push(piece);
    before.until = piece.until;
  }
}

function aheadOf(runs: readonly Run[]): number {
  const ahead = runs.flatMap((run) => run.pieces).filter((piece) => piece.kind === "ahead");
  return ahead.reduce((sum, piece) => sum + piece.until - piece.from, 0);
}

/** Gives each run the first line on which nothing else lies at its time; answers how many lines there are. */
function layLines(runs: Run[]): number {
  const ends: number[] = [];
  runs.sort((a, b) => a.from - b.from || a.until - b.until);
  for (const run of runs) {
    // One without length lies beside what ends there.
    const free = ends.findIndex((end) => end < run.from || (end === run.from && run.until > run.from));
    run.line = free < 0 ? ends.length : free;
    ends[run.line] = run.until;
  }
  return Math.max(1, ends.length);
}
