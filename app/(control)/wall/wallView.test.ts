import assert from "node:assert/strict";
import { test } from "node:test";
import type { Ticket } from "#server/domain/ticket/ticket.ts";
import { wallView } from "./wallView.ts";

const now = Date.parse("2026-11-23T08:00:00.000Z");
const at = (minutes: number) => new Date(now + minutes * 60_000).toISOString();
const ticket = (id: string, more: Partial<Ticket>) =>
  ({
    id,
    status: "received",
    urgency: 3,
    technicianId: null,
    receivedAt: at(-60),
    dueAt: at(30),
    ...more,
  }) as Ticket;
const plumber = (id: string, from: number, until: number) => ({
  id,
  skills: [{ skill: "plumbing" as const, level: 2, certifiedUntil: null }],
  shift: { from: at(from), until: at(until) },
});

test("danger, late and new are told apart, each by what is due first", () => {
  const view = wallView(
    [
      ticket("danger late", { urgency: 1, dueAt: at(-5) }),
      ticket("danger", { urgency: 1, status: "en_route", technicianId: "b", dueAt: at(5) }),
      ticket("late", { dueAt: at(-1) }),
      ticket("later but graver", { urgency: 2, dueAt: at(-1) }),
      ticket("new", { receivedAt: at(-14) }),
      ticket("done", { urgency: 1, status: "done", dueAt: null }),
      ticket("closed", { status: "closed", receivedAt: at(-1) }),
    ],
    [plumber("a", -60, 60), plumber("b", -60, 60), plumber("asleep", 60, 120)],
    now,
  );
  const ids = (list: Ticket[]) => list.map((each) => each.id);
  assert.deepEqual(ids(view.dangers), ["danger late", "danger"]);
  assert.deepEqual(ids(view.late), ["later but graver", "late"]);
  assert.deepEqual(ids(view.fresh), ["new"]);
  assert.deepEqual([view.open, view.waiting, view.onShift, view.free], [5, 4, 2, 1]);
  const trade = view.skills.find((each) => each.skill === "plumbing");
  assert.deepEqual(trade, { skill: "plumbing", onShift: 2, free: 1 });
});
