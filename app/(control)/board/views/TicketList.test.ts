import assert from "node:assert/strict";
import { test } from "node:test";
import type { Ticket } from "#server/domain/ticket/ticket.ts";
import type { BoardEvent } from "#server/operations/board/since.ts";
import type { BoardStore } from "../BoardStore.ts";
import { readSort, sortKey, writeSort } from "./sortTickets.ts";
import { TicketList } from "./TicketList.ts";

const names = {
  fault: (code: string) => code,
  technician: (id: string | null) => id ?? "",
  site: (id: string) => id,
  plate: (ticket: Ticket) => ticket.plate.zh.room ?? "",
};
function ticketAt(id: string, minute: number, more: Partial<Ticket> = {}): Ticket {
  const dueAt = new Date(Date.UTC(2026, 10, 23, 8, minute)).toISOString();
  return {
    id,
    dueAt,
    urgency: 3,
    status: "received",
    plate: { zh: { room: "1" }, en: {} },
    ...more,
  } as Ticket;
}

/** As much of the board's store as a list listens to. */
function standIn(first: Ticket[]) {
  const tickets = new Map(first.map((ticket) => [ticket.id, ticket]));
  let tell: (ids: string[], events: BoardEvent[]) => void = () => {};
  const store = {
    stream: { tickets },
    ticket: (id: string) => tickets.get(id),
    passes: (ticket: Ticket) => ticket.urgency < 4,
    watchChanged(watcher: typeof tell) {
      tell = watcher;
      return () => {};
    },
  };
  return {
    list: new TicketList(store as unknown as BoardStore, () => names),
    change(...changed: Ticket[]) {
      for (const ticket of changed) tickets.set(ticket.id, ticket);
      tell(
        changed.map((ticket) => ticket.id),
        [{} as BoardEvent],
      );
    },
    close(id: string) {
      tickets.delete(id);
      tell([id], [{} as BoardEvent]);
    },
  };
}

test("while somebody is at the list nothing moves: arrivals are counted, and come in when it is let go", () => {
  const { list, change, close } = standIn([
    ticketAt("b", 20),
    ticketAt("a", 10),
    ticketAt("z", 5, { urgency: 4 }),
  ]);
  assert.deepEqual(list.view().ids, ["a", "b"]);
  assert.deepEqual([list.view().found, list.view().open], [2, 3]);
  list.hold(true);
  change(ticketAt("c", 1), ticketAt("a", 50));
  close("b");
  assert.deepEqual(list.view().ids, ["a", "b"], "as it was, what left included");
  assert.equal(list.view().waiting, 1);
  assert.equal(list.view().found, 2);
  list.letIn();
  assert.deepEqual(list.view().ids, ["c", "a"]);
  list.hold(false);
  change(ticketAt("d", 2));
  assert.deepEqual(list.view().ids, ["c", "d", "a"]);
});

test("a column turns the list round, and its watchers hear only of what they can see", () => {
  const { list, change } = standIn([ticketAt("a", 10), ticketAt("b", 20, { urgency: 1 })]);
  let heard = 0;
  list.watch(() => heard++);
  list.arrange({ by: "urgency", down: false });
  assert.deepEqual(list.view().ids, ["b", "a"]);
  list.arrange({ by: "urgency", down: true });
  assert.deepEqual(list.view().ids, ["a", "b"]);
  assert.equal(heard, 2);
  change(ticketAt("a", 10));
  assert.equal(heard, 2, "the same again is no news");
});

test("ten thousand are sorted and one more is put among them without a noticeable pause", () => {
  const many = Array.from({ length: 10_000 }, (_, n) => ticketAt(`t${n}`, (n * 7919) % 10_000));
  const since = performance.now();
  const { list, change } = standIn(many);
  for (let n = 0; n < 100; n++) change(ticketAt(`new${n}`, n));
  assert.equal(list.view().found, 10_100);
  assert.ok(performance.now() - since < 2_000);
});

test("the address says the order, and figures in a place count as figures", () => {
  assert.deepEqual(readSort("-age"), { by: "age", down: true });
  assert.deepEqual(readSort("nonsense"), { by: "due", down: false });
  assert.equal(writeSort({ by: "due", down: false }), "");
  assert.equal(writeSort({ by: "due", down: true }), "-due");
  const at = (room: string) => sortKey(ticketAt("x", 0, { plate: { zh: { room }, en: {} } }), "place", names);
  assert.ok(at("9") < at("10"));
});
