import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import { asc, eq } from "drizzle-orm";
import type { Connection } from "#db/client.ts";
import { event } from "#db/schema/event.ts";
import { ticket } from "#db/schema/ticket.ts";
import { testDatabase } from "#db/testing/database.ts";
import type { Actor } from "../../domain/access/actor.ts";
import { Refused } from "../../domain/refusal.ts";
import { evolve, type Ticket } from "../../domain/ticket/ticket.ts";
import { as, makeWorld, type World } from "../../testing/world.ts";
import { perform } from "../operation.ts";
import { assignTechnician } from "./assign.ts";
import { toTicket } from "./load.ts";
import { reportRepair } from "./report.ts";
import { acceptJob } from "./steps.ts";
import { urgeTicket } from "./urge.ts";

let connection: Connection & { drop(): Promise<void> };
let world: World;

before(async () => {
  connection = await testDatabase();
  world = await makeWorld(connection);
});
after(() => connection.drop());

const urge = (actor: Actor, ticketId: string, key: string = randomUUID()) =>
  perform(urgeTicket, as(actor, connection), { ticketId, words: "" }, key);

test("an urge is an event that changes no state, is answered with the promise, and stops nobody", async () => {
  const input = {
    placeId: world.places.ownHome,
    placeWords: "",
    faultCode: "tap-drips",
    urgency: 3 as const,
    description: "滴水",
    photoIds: [],
    contactName: "",
  };
  const { ticketId } = await perform(reportRepair, as(world.owner, connection), input, randomUUID());
  const key = randomUUID();
  const first = await urge(world.owner, ticketId, key);
  assert.equal(first.status, "received");
  assert.ok(first.dueAt && Date.parse(first.dueAt) > Date.now());
  assert.deepEqual(await urge(world.owner, ticketId, key), first, "the same press twice is one urge");

  // The dispatcher decided on what was there before the urge, and so did the technician.
  const technicianId = world.technician.personId;
  await perform(
    assignTechnician,
    as(world.dispatcher, connection),
    { ticketId, version: 1, technicianId },
    randomUUID(),
  );
  await assert.rejects(urge(world.owner, ticketId), (no: unknown) => {
    assert.ok(no instanceof Refused);
    assert.equal(no.refusal.code, "WAIT");
    assert.ok(Number(no.refusal.params?.seconds) > 1_700);
    return true;
  });
  await urge(world.operator, ticketId);
  await urge(world.operator, ticketId);
  await perform(acceptJob, as(world.technician, connection), { ticketId, version: 3 }, randomUUID());

  const [row] = await connection.db.select().from(ticket).where(eq(ticket.id, ticketId));
  const events = await connection.db
    .select()
    .from(event)
    .where(eq(event.ticketId, ticketId))
    .orderBy(asc(event.ticketVersion));
  assert.deepEqual(
    events.map((e) => e.type),
    ["reported", "urged", "assigned", "urged", "urged", "accepted"],
  );
  const sum = events.reduce<Ticket | null>((state, e) => evolve(state, e), null);
  assert.deepEqual(sum, toTicket(row!));
  assert.deepEqual([sum?.urges, sum?.status], [3, "accepted"]);
});

test("nobody urges another household's repair", async () => {
  const input = {
    placeId: world.places.ownHome,
    placeWords: "",
    faultCode: "tap-drips",
    urgency: 3 as const,
    description: "滴水",
    photoIds: [],
    contactName: "",
  };
  const { ticketId } = await perform(reportRepair, as(world.owner, connection), input, randomUUID());
  await assert.rejects(urge(world.neighbour, ticketId), (no: unknown) => {
    assert.ok(no instanceof Refused);
    return no.refusal.code === "NOT_FOUND";
  });
});
