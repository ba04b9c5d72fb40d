import { type Skill, skills } from "../catalogue/skill.ts";
import type { Ticket } from "../ticket/ticket.ts";
import { busyOf, type Counted, type Crew, type Figures, figuresOf, isOwed, isThere } from "./figures.ts";

/** What came in within this time is new, ms. */
export const newFor = 15 * 60_000;

export type SkillNow = { skill: Skill; free: number; there: number };
type Seen = Counted & Pick<Ticket, "receivedAt">;
type Trained = Crew & { skills: ReadonlyArray<{ skill: Skill }> };

export type WallView<T> = {
  figures: Figures;
  /** By what is due first. */
  dangers: T[];
  /** Late and no danger, the gravest first; the figures count late dangers too. */
  late: T[];
  /** What breaks next if nothing happens; null where nothing is promised. */
  next: T | null;
  /** The newest first. */
  fresh: T[];
  skills: SkillNow[];
};

/** The wall's answer to "what must we do now?". What waits under an incident is shown as that incident's own work. `now` in ms. */
export function wallView<T extends Seen>(
  tickets: readonly T[],
  crew: readonly Trained[],
  now: number,
): WallView<T> {
  const at = new Date(now).toISOString();
  const newSince = new Date(now - newFor).toISOString();
  const owed = tickets.filter(isOwed);
  const byDue = (a: Seen, b: Seen) => ((a.dueAt ?? "9999") < (b.dueAt ?? "9999") ? -1 : 1);
  const busy = busyOf(tickets, crew);
  const there = crew.filter((who) => isThere(who, at));
  return {
    figures: figuresOf(tickets, crew, now),
    dangers: owed.filter((ticket) => ticket.urgency === 1).sort(byDue),
    late: owed
      .filter((ticket) => ticket.urgency !== 1 && ticket.dueAt !== null && ticket.dueAt < at)
      .sort((a, b) => a.urgency - b.urgency || byDue(a, b)),
    next: owed.filter((ticket) => ticket.dueAt !== null && ticket.dueAt >= at).sort(byDue)[0] ?? null,
    fresh: owed
      .filter((ticket) => ticket.receivedAt > newSince)
      .sort((a, b) => (a.receivedAt > b.receivedAt ? -1 : 1)),
    skills: skills.map((skill) => {
      const able = there.filter((who) => who.skills.some((each) => each.skill === skill));
      return { skill, there: able.length, free: able.filter((who) => !busy.has(who.id)).length };
    }),
  };
}
