import { and, eq, inArray, sql } from "drizzle-orm";
import { z } from "zod";
import { assignment, ticket } from "#db/schema/ticket.ts";
import { personIdOf, sitesOf } from "../../domain/access/actor.ts";
import { siteRoles } from "../../domain/access/policy.ts";
import { inHandStatuses } from "../../domain/ticket/status.ts";
import { instant, nothing } from "../input.ts";
import { command, query } from "../operation.ts";

/** A phone with open work of which nothing was heard for so many hours is told to the desk. */
export const silentHours = 48;

/**
 * A technician's phone says that it is there, and what lies on it unsent. Nothing else is written: that it was said is
 * kept with its key, as every command is.
 */
export const sayHello = command({
  name: "technician.hello",
  input: z.strictObject({ unsent: z.int().min(0).max(10_000), oldest: instant.optional() }),
  async run({ actor }, { unsent, oldest }) {
    return { technicianId: personIdOf(actor), unsent, oldest: oldest ?? null };
  },
});

/**
 * Technicians at the caller's sites who hold work for two days or longer and of whom nothing has come for as long: not a
 * step, not a word, not a hello. Their work may lie on a phone that has no link.
 */
export const silentPhones = query({
  name: "technician.silent",
  input: nothing,
  async run({ db, actor, now }) {
    const sites = sitesOf(actor, siteRoles("technician.silent"));
    const since = new Date(now.getTime() - silentHours * 3_600_000);
    const holding = db
      .select({
        technicianId: sql<string>`${ticket.technicianId}`.as("technician_id"),
        jobs: sql<number>`count(*)::int`.as("jobs"),
        since: sql<string>`min(${assignment.assignedAt})`.as("held_since"),
      })
      .from(ticket)
      .innerJoin(assignment, eq(assignment.id, ticket.assignmentId))
      .where(
        and(
          inArray(ticket.siteId, sites === "all" ? [] : sites),
          inArray(ticket.status, [...inHandStatuses]),
        ),
      )
      .groupBy(ticket.technicianId)
      .as("holding");
    const heard = sql<string | null>`(select max(c.at) from command c
      where c.actor_id = ${holding.technicianId}::text)`;
    const rows = await db
      .select({ technicianId: holding.technicianId, jobs: holding.jobs, heardAt: heard })
      .from(holding)
      .where(sql`coalesce(${heard}, '-infinity') < ${since.toISOString()}
        and ${holding.since} < ${since.toISOString()}`)
      .orderBy(holding.technicianId)
      .limit(500);
    return rows.map(({ heardAt, ...row }) => ({
      ...row,
      heardAt: heardAt === null ? null : new Date(heardAt).toISOString(),
    }));
  },
});
