import { randomUUID } from "node:crypto";
import type { Connection } from "#db/client.ts";
import { perform } from "../operations/operation.ts";
import { assignTechnician } from "../operations/ticket/assign.ts";
import { reportRepair } from "../operations/ticket/report.ts";
import { as, type World } from "./world.ts";

/** A dripping tap in the first home that the hotline has filed: a ticket's id, at version 1. */
export async function waitingJob(world: World, connection: Connection, now?: Date): Promise<string> {
  const input = reportRepair.input.parse({
    placeId: world.places.ownHome,
    faultCode: "tap-drips",
    urgency: 3,
    description: "x",
    contactName: "y",
  });
  return (await perform(reportRepair, as(world.operator, connection, now), input, randomUUID())).ticketId;
}

/** The same, given to the first technician, who has not accepted it yet: at version 2. */
export async function givenJob(world: World, connection: Connection, now?: Date, at = now): Promise<string> {
  const ticketId = await waitingJob(world, connection, now);
  const order = { ticketId, version: 1, technicianId: world.technician.personId };
  await perform(assignTechnician, as(world.dispatcher, connection, at), order, randomUUID());
  return ticketId;
}
