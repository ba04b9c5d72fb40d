import assert from "node:assert/strict";
import { test } from "node:test";
import type { Ticket } from "../ticket/ticket.ts";
import { wallView } from "./wall.ts";

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
    incidentId: null,
    leadsIncident: false,
    ...more,
  }) as Ticket;
const plumber = (id: string, from: number, until: number, away = false) => ({
  id,
  skills: [{ skill: "plumbing" as const, level: 2, certifiedUntil: null }],
  shift: { from: at(from), until: at(until) },
  away,
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
      ticket("the incident", { incidentId: "i", leadsIncident: true, receivedAt: at(-3), dueAt: at(-2) }),
      ticket("under it", { incidentId: "i", receivedAt: at(-2), dueAt: at(-2), urgency: 1 }),
    ],
    [plumber("a", -60, 60), plumber("b", -60, 60), plumber("asleep", 60, 120), plumber("ill", -60, 60, true)],
    now,
  );
  const ids = (list: Ticket[]) => list.map((each) => each.id);
  assert.deepEqual(ids(view.dangers), ["danger late", "danger"]);
  assert.deepEqual(ids(view.late), ["later but graver", "the incident", "late"]);
  assert.deepEqual(ids(view.fresh), ["the incident", "new"]);
  assert.equal(view.next?.id, "danger", "what breaks next");
  assert.equal(wallView([ticket("done", { status: "done" })], [], now).next, null);
  assert.deepEqual(view.figures, { urgent: 2, unassigned: 5, late: 4, soon: 1, free: 1, there: 2, open: 6 });
  const trade = view.skills.find((each) => each.skill === "plumbing");
  assert.deepEqual(trade, { skill: "plumbing", there: 2, free: 1 });
});
