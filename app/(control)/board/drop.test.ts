import assert from "node:assert/strict";
import { test } from "node:test";
import { type Status, statuses } from "#server/domain/ticket/status.ts";
import type { Ticket } from "#server/domain/ticket/ticket.ts";
import { attachable, dropOnJob, dropOnTechnician, joinable, movable, withdrawable } from "./drop.ts";

function job(status: Status, technicianId: string | null = null, more: Partial<Ticket> = {}): Ticket {
  return { id: status, siteId: "s", status, technicianId, incidentId: null, ...more } as Ticket;
}

test("over a technician a waiting job is assigned, one that another holds is transferred, and his own stays", () => {
  assert.equal(dropOnTechnician(job("received"), "li"), "assign");
  assert.equal(dropOnTechnician(job("dispatched", "zhang"), "li"), "transfer");
  assert.equal(dropOnTechnician(job("dispatched", "li"), "li"), null);
  for (const status of ["done", "closed", "cancelled"] as const)
    assert.equal(dropOnTechnician(job(status, "zhang"), "li"), null, status);
});

test("over the queue whatever somebody holds and has not done is taken back", () => {
  const held = statuses.filter((status) => withdrawable(job(status, "li")));
  assert.deepEqual(held, ["dispatched", "accepted", "en_route", "on_site", "paused"]);
});

test("a paused job that nobody has is carried as a waiting one", () => {
  const left = job("paused");
  assert.equal(dropOnTechnician(left, "li"), "assign");
  assert.equal(withdrawable(left), false);
  assert.equal(joinable(left, job("received")), true);
  assert.equal(attachable(left, { siteId: "s", status: "open" }), true);
  assert.equal(attachable(job("paused", "li"), { siteId: "s", status: "open" }), false);
});

test("two waiting jobs of one site can be one; a job goes under an open incident of its site", () => {
  assert.equal(joinable(job("received"), job("triaged")), true);
  assert.equal(joinable(job("received"), job("received")), false, "itself");
  assert.equal(joinable(job("received"), job("dispatched", "li")), false);
  assert.equal(joinable(job("received"), job("triaged", null, { siteId: "other" })), false);
  const open = { siteId: "s", status: "open" };
  assert.equal(attachable(job("received"), open), true);
  assert.equal(attachable(job("received", null, { incidentId: "i" }), open), false);
  assert.equal(attachable(job("received"), { ...open, status: "asking" }), false);
  assert.equal(attachable(job("received"), { ...open, siteId: "other" }), false);
});

test("what this person may do nothing with is not carried", () => {
  assert.equal(
    movable(job("received"), () => true),
    true,
  );
  assert.equal(
    movable(job("received"), () => false),
    false,
  );
  assert.equal(
    movable(job("closed"), () => true),
    false,
  );
});

test("over another's row a job goes under its incident, else the two are one, and nothing where neither may be", () => {
  const all = () => true;
  const running = [{ id: "i", siteId: "s", status: "open" }];
  const other = job("triaged");
  const led = job("dispatched", "li", { incidentId: "i" });
  const one = job("received");
  assert.deepEqual(dropOnJob(one, other, running, all), { to: "card", ticketId: "triaged" });
  assert.deepEqual(dropOnJob(one, led, running, all), { to: "incident", incidentId: "i" });
  assert.deepEqual(dropOnJob(one, { ...other, incidentId: "i" }, running, all), {
    to: "incident",
    incidentId: "i",
  });
  const onlyMerges = (operation: string) => operation === "ticket.merge";
  assert.equal(dropOnJob(one, led, running, onlyMerges), null);
  const under = { ...other, incidentId: "i" };
  assert.equal(dropOnJob(one, under, [], all), null, "its incident is over, or not heard of yet");
  assert.deepEqual(dropOnJob({ ...one, incidentId: "i" }, under, running, all), {
    to: "card",
    ticketId: "triaged",
  });
  assert.equal(dropOnJob(one, one, running, all), null);
  assert.equal(dropOnJob(undefined, other, running, all), null);
  assert.equal(
    dropOnJob(one, other, running, () => false),
    null,
  );
});
