import { randomUUID } from "node:crypto";
import { and, eq, ne } from "drizzle-orm";
import { z } from "zod";
import { person } from "#db/schema/person.ts";
import { savedView } from "#db/schema/savedView.ts";
import { personIdOf } from "../../domain/access/actor.ts";
import { Refused, refuse } from "../../domain/refusal.ts";
import { words } from "../input.ts";
import { command, type Work } from "../operation.ts";
import { mostViews, type SavedView, viewsOf } from "./list.ts";

const name = words(40);
/** All sites, technicians and trades of a large desk at once. */
const mostQuery = 6_000;

type Answer = { views: SavedView[] };

/** One change at a time to a person's views, so that their number and the first one are counted right. */
async function mine({ tx, actor }: Work): Promise<string> {
  const personId = personIdOf(actor)!;
  await tx.select({ id: person.id }).from(person).where(eq(person.id, personId)).for("update");
  return personId;
}

function one(personId: string, called: string) {
  return and(eq(savedView.personId, personId), eq(savedView.name, called));
}

/**
 * Keeps an address under a name; the same name again is changed. `opensFirst` makes it the one that the board opens
 * with. `seen` is what the page knew under that name, null for nothing. Refuses TOO_LONG at `query`, and at `views`
 * (params.max) once thirty are kept, STALE (views) where another page has kept something else there since.
 */
export const saveView = command({
  name: "savedView.save",
  input: z.strictObject({
    name,
    query: z.string({ error: "REQUIRED" }).max(mostQuery, { error: `TOO_LONG:${mostQuery}` }),
    opensFirst: z.boolean().default(false),
    seen: z.string().max(mostQuery).nullable().optional(),
  }),
  async run(work, input): Promise<Answer> {
    const { tx } = work;
    const personId = await mine(work);
    const kept = await viewsOf(tx, personId);
    const now = kept.find((view) => view.name === input.name)?.query ?? null;
    if (input.seen !== undefined && now !== input.seen)
      throw new Refused(refuse("STALE", { field: "views" }));
    if (kept.length >= mostViews && !kept.some((view) => view.name === input.name))
      throw new Refused(refuse("TOO_LONG", { field: "views", params: { max: mostViews } }));
    if (input.opensFirst)
      await tx
        .update(savedView)
        .set({ opensFirst: false })
        .where(and(eq(savedView.personId, personId), ne(savedView.name, input.name)));
    const set = { query: input.query, opensFirst: input.opensFirst, updatedAt: work.now };
    await tx
      .insert(savedView)
      .values({ id: randomUUID(), personId, name: input.name, ...set })
      .onConflictDoUpdate({ target: [savedView.personId, savedView.name], set });
    return { views: await viewsOf(tx, personId) };
  },
});

/** Gives a view another name; one that has that name already is replaced. Refuses NOT_FOUND. */
export const renameView = command({
  name: "savedView.rename",
  input: z.strictObject({ name, to: name }),
  async run(work, input): Promise<Answer> {
    const { tx, now } = work;
    const personId = await mine(work);
    const [found] = await tx.select().from(savedView).where(one(personId, input.name));
    if (found === undefined) throw new Refused(refuse("NOT_FOUND", { field: "name" }));
    if (input.to !== input.name) {
      await tx.delete(savedView).where(one(personId, input.to));
      await tx.update(savedView).set({ name: input.to, updatedAt: now }).where(eq(savedView.id, found.id));
    }
    return { views: await viewsOf(tx, personId) };
  },
});

/** Lets a view go; one that is not there is gone already. */
export const removeView = command({
  name: "savedView.remove",
  input: z.strictObject({ name }),
  async run(work, input): Promise<Answer> {
    const personId = await mine(work);
    await work.tx.delete(savedView).where(one(personId, input.name));
    return { views: await viewsOf(work.tx, personId) };
  },
});
