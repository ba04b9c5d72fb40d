import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { isOpen } from "#server/domain/ticket/status.ts";
import type { Ticket } from "#server/domain/ticket/ticket.ts";
import type { BoardEvent } from "#server/operations/board/since.ts";
import { BoardStream, type Source } from "./boardStream.ts";

const siteId = "site";
type Move = "assigned" | "confirmed" | "reopened";

/** A true history of one site: tickets are reported, sent, closed and reopened; absolute values in every patch. */
function history(moves: Array<{ ticket: number; move: Move }>): BoardEvent[] {
  const events: BoardEvent[] = [];
  const versions = new Map<number, number>();
  const add = (ticket: number, type: BoardEvent["type"], patch: BoardEvent["patch"]) => {
    const version = (versions.get(ticket) ?? 0) + 1;
    versions.set(ticket, version);
    const seq = events.length + 1;
    events.push({
      siteId,
      seq,
      ticketId: `t${ticket}`,
      version,
      type,
      at: new Date(seq * 1000).toISOString(),
      byId: null,
      technicianId: null,
      patch,
    });
  };
  for (const { ticket, move } of moves) {
    if (!versions.has(ticket)) add(ticket, "reported", { number: `n${ticket}`, status: "received" });
    if (move === "assigned") add(ticket, "assigned", { status: "dispatched", technicianId: `w${ticket}` });
    if (move === "confirmed") add(ticket, "confirmed", { status: "closed" });
    if (move === "reopened") add(ticket, "reopened", { status: "triaged", technicianId: null });
  }
  return events;
}

/** What the database holds after the first `seq` events, closed tickets included. */
function stateAt(events: BoardEvent[], seq: number): Map<string, Ticket> {
  const all = new Map<string, Ticket>();
  for (const event of events.slice(0, seq)) {
    const before = all.get(event.ticketId) ?? ({ id: event.ticketId, siteId } as Ticket);
    all.set(event.ticketId, { ...before, ...event.patch, version: event.version });
  }
  return all;
}

function openAt(events: BoardEvent[], seq: number): Ticket[] {
  return [...stateAt(events, seq).values()].filter((ticket) => isOpen(ticket.status));
}

const byId = (tickets: Iterable<Ticket>) =>
  [...tickets].sort((a, b) => (a.id < b.id ? -1 : 1)).map((t) => ({ ...t }));

const moves = fc.array(
  fc.record({
    ticket: fc.integer({ min: 0, max: 5 }),
    move: fc.constantFrom<Move>("assigned", "confirmed", "reopened"),
  }),
  { minLength: 1, maxLength: 40 },
);

test("any event list cut, repeated and reordered, then resynced, is the full list", async () => {
  await fc.assert(
    fc.asyncProperty(
      moves,
      fc.array(fc.array(fc.nat(200), { minLength: 1, maxLength: 8 }), { maxLength: 25 }),
      fc.nat(20),
      fc.integer({ min: 1, max: 20 }),
      fc.array(fc.boolean(), { minLength: 1, maxLength: 12 }),
      async (list, deliveries, start, window, luck) => {
        const events = history(list);
        let reached = Math.min(start, events.length);
        let call = 0;
        /** The server as it stands now; sometimes unreachable, and its answer takes its time. */
        const source: Source<{ id: string; seq: number }> = {
          async snapshot() {
            const seq = reached;
            await tick(call % 3);
            if (!luck[call++ % luck.length] && call < 60) throw new Error("unreachable");
            return { sites: [{ id: siteId, seq }], tickets: openAt(events, seq) };
          },
          async since(_site, seq) {
            const answer = {
              tooFar: reached - seq > window,
              events: reached - seq > window ? [] : events.slice(seq, reached),
            };
            await tick(call % 4);
            if (!luck[call++ % luck.length] && call < 60) throw new Error("unreachable");
            return answer;
          },
        };
        const told = new Map<string, Ticket | undefined>();
        const first = { sites: [{ id: siteId, seq: reached }], tickets: openAt(events, reached) };
        for (const ticket of first.tickets) told.set(ticket.id, ticket);
        const seen: number[] = [];
        const stream = new BoardStream(
          first,
          source,
          (ids, taken) => {
            for (const id of ids) told.set(id, stream.tickets.get(id));
            seen.push(...taken.map((event) => event.seq));
          },
          1,
        );
        for (const delivery of deliveries) {
          const batch = delivery.map((n) => events[n % events.length]!);
          reached = Math.max(reached, ...batch.map((event) => event.seq));
          stream.take(batch);
          if (delivery.length % 3 === 0) await tick(1);
        }
        reached = events.length;
        for (let tries = 0; stream.seqOf(siteId) < reached || tries < 2; tries++) {
          await stream.catchUp().catch(() => {});
          await tick(3);
          assert.ok(tries < 200, "never became exact");
        }
        const wanted = byId(openAt(events, events.length));
        // A ticket that came back is read again for as long as the server is away: it has to be exact in the end.
        const exact = () => JSON.stringify(byId(stream.tickets.values())) === JSON.stringify(wanted);
        for (let rest = 0; rest < 8 || (rest < 400 && !exact()); rest++) await tick(2);
        assert.deepEqual(byId(stream.tickets.values()), wanted);
        const shown = [...told.values()].filter((ticket) => ticket !== undefined);
        assert.deepEqual(byId(shown), wanted, "what the board was told is what is true");
        assert.equal(new Set(seen).size, seen.length, "an event was told twice");
      },
    ),
    {
      numRuns: 60,
      // The only source is away for its first sixty answers while a closed ticket comes back.
      examples: [
        [
          [
            { ticket: 5, move: "confirmed" },
            { ticket: 5, move: "assigned" },
          ],
          [[68, 142, 0]],
          0,
          1,
          [false],
        ],
      ],
    },
  );
});

test("a batch that arrives while a snapshot is under way is applied on top of it", async () => {
  const events = history([
    { ticket: 1, move: "assigned" },
    { ticket: 2, move: "assigned" },
  ]);
  let land = () => {};
  const landed = new Promise<void>((resolve) => {
    land = resolve;
  });
  const stream = new BoardStream(
    { sites: [{ id: siteId, seq: 0 }], tickets: [] },
    {
      async snapshot() {
        await landed;
        return { sites: [{ id: siteId, seq: 2 }], tickets: openAt(events, 2) };
      },
      async since() {
        throw new Error("not needed");
      },
    },
    () => {},
  );
  const reloading = stream.reload();
  stream.take(events.slice(2));
  land();
  await reloading;
  assert.equal(stream.seqOf(siteId), 4);
  assert.deepEqual(byId(stream.tickets.values()), byId(openAt(events, 4)));
});

function tick(turns: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, turns));
}

test("a catch-up is over only when a ticket that came back has been read again", async () => {
  const events = history([
    { ticket: 1, move: "confirmed" },
    { ticket: 1, move: "reopened" },
  ]);
  const stream: BoardStream<{ id: string; seq: number }> = new BoardStream(
    { sites: [{ id: siteId, seq: 2 }], tickets: [] },
    {
      async snapshot() {
        await tick(5);
        return { sites: [{ id: siteId, seq: 3 }], tickets: openAt(events, 3) };
      },
      async since(_site, seq) {
        return { tooFar: false, events: events.slice(seq) };
      },
    },
    () => {},
  );
  await stream.catchUp();
  assert.deepEqual(byId(stream.tickets.values()), byId(openAt(events, 3)));
});
