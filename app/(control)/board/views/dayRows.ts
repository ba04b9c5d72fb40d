import { minutesOf, type Stretch, stretchesOf, type Turn } from "#server/domain/dispatch/dayTrack.ts";
import type { PauseReason } from "#server/domain/ticket/ticket.ts";
import type { DayTicket } from "#server/operations/board/timeline.ts";

export type PieceKind = "travel" | "work" | "pause" | "ahead" | "agreed";
/** A part of a run, ms; `ahead` lies before us: what is left of it, by the fault's usual minutes. */
export type Piece = {
  kind: PieceKind;
  reason: PauseReason | null;
  from: number;
  until: number;
  running: boolean;
};
/** One job in one technician's day, drawn on one line. */
export type Run = { ticket: DayTicket; from: number; until: number; pieces: Piece[]; line: number };
export type Span = { from: number; until: number };
export type DayRow = {
  technicianId: string;
  shifts: Span[];
  runs: Run[];
  lines: number;
  /** Minutes really worked on this day. */
  worked: number;
};

export type Day = {
  tickets: ReadonlyMap<string, DayTicket>;
  shifts: ReadonlyArray<{ technicianId: string; from: string; until: string }>;
  /** Times that are agreed with owners. */
  agreed: ReadonlyArray<{ ticketId: string; technicianId: string; from: string; until: string }>;
  span: Span;
  now: number;
};

export type Known = {
  /** Usual minutes of a fault. */
  minutes(faultCode: string): number;
  /** When the ticket's next promise breaks; what is due first is done first. */
  due(ticketId: string): string;
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
    const row = rows.get(technicianId) ?? { technicianId, shifts: [], runs: [], lines: 1, worked: 0 };
    rows.set(technicianId, row);
    return row;
  };
  for (const shift of shifts)
    rowOf(shift.technicianId).shifts.push(
      within({ from: Date.parse(shift.from), until: Date.parse(shift.until) }, span),
    );
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
  const promised = new Set(agreed.map((each) => each.ticketId));
  const loose = new Map([...tickets].filter(([id]) => !promised.has(id)));
  if (now >= span.from && now < span.until) putAhead(rowOf, loose, span, now, known);
  for (const { ticketId, technicianId, ...window } of agreed) {
    const ticket = tickets.get(ticketId);
    const cut = within({ from: Date.parse(window.from), until: Date.parse(window.until) }, span);
    if (ticket === undefined || cut.from >= cut.until) continue;
    const piece: Piece = { kind: "agreed", reason: null, ...cut, running: false };
    rowOf(technicianId).runs.push({ ticket, ...cut, pieces: [piece], line: 0 });
  }
  for (const row of rows.values()) {
    row.worked = minutesOf(worked.get(row.technicianId) ?? [], "work", span, now);
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

function within({ from, until }: Span, span: Span): Span {
  return { from: Math.max(from, span.from), until: Math.min(until, span.until) };
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

/** What each still has to do, one after the other from now: the work at hand first, then by due time. */
function putAhead(
  rowOf: (technicianId: string) => DayRow,
  tickets: Day["tickets"],
  span: Span,
  now: number,
  known: Known,
): void {
  const ahead = new Map<string, Array<{ ticket: DayTicket; last: Turn; order: string }>>();
  for (const ticket of tickets.values()) {
    const last = ticket.turns.at(-1);
    const order =
      last && { on_site: "0", en_route: "1", accepted: "2", dispatched: "2" }[last.status as string];
    if (!last || order === undefined || last.technicianId === null) continue;
    const list = ahead.get(last.technicianId) ?? [];
    ahead.set(last.technicianId, list);
    list.push({ ticket, last, order: `${order} ${known.due(ticket.id)}` });
  }
  for (const [technicianId, list] of ahead) {
    const row = rowOf(technicianId);
    let free = Math.max(now, row.shifts.find((shift) => shift.until > now)?.from ?? now);
    for (const { ticket, last } of list.sort((a, b) => (a.order < b.order ? -1 : 1))) {
      const usual = known.minutes(ticket.faultCode) * 60_000;
      const left = last.status === "on_site" ? Math.max(0, usual - (now - Date.parse(last.at))) : usual;
      if (left === 0 || free >= span.until) continue;
      const until = Math.min(span.until, free + left);
      const piece: Piece = { kind: "ahead", reason: null, from: free, until, running: false };
      const begun = row.runs.find((run) => run.ticket.id === ticket.id && run.until === free);
      if (begun) {
        begun.pieces.push(piece);
        begun.until = until;
      } else row.runs.push({ ticket, from: free, until, pieces: [piece], line: 0 });
      free = until;
    }
  }
}

/** Gives each run the first line on which nothing else lies at its time; answers how many lines there are. */
function layLines(runs: Run[]): number {
  const ends: number[] = [];
  runs.sort((a, b) => a.from - b.from || a.until - b.until);
  for (const run of runs) {
    const free = ends.findIndex((end) => end <= run.from);
    run.line = free < 0 ? ends.length : free;
    ends[run.line] = run.until;
  }
  return Math.max(1, ends.length);
}
