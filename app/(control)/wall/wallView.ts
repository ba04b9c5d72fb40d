import { type Skill, skills } from "#server/domain/catalogue/skill.ts";
import { isOpen, isUnassigned } from "#server/domain/ticket/status.ts";
import type { Ticket } from "#server/domain/ticket/ticket.ts";
import type { Technician } from "../board/BoardStore.ts";
import { inHand } from "../board/lane.ts";
import { onShift } from "../board/onShift.ts";

/** What came in within this time is new, ms. */
export const newFor = 15 * 60_000;

export type SkillNow = { skill: Skill; free: number; onShift: number };
type Crew = Pick<Technician, "id" | "skills" | "shift">;

/** The wall's answer to "what must we do now?", from what the board knows. `now` in ms. */
export function wallView(tickets: Iterable<Ticket>, crew: readonly Crew[], now: number) {
  const at = new Date(now).toISOString();
  const newSince = new Date(now - newFor).toISOString();
  const working: Ticket[] = [];
  const fresh: Ticket[] = [];
  const busy = new Set<string>();
  for (const ticket of tickets) {
    if (!isOpen(ticket.status)) continue;
    if (ticket.receivedAt > newSince) fresh.push(ticket);
    if (ticket.technicianId !== null && inHand(ticket.status)) busy.add(ticket.technicianId);
    if (ticket.status !== "done") working.push(ticket);
  }
  const byDue = (a: Ticket, b: Ticket) => ((a.dueAt ?? "9999") < (b.dueAt ?? "9999") ? -1 : 1);
  const dangers = working.filter((ticket) => ticket.urgency === 1).sort(byDue);
  const late = working
    .filter((ticket) => ticket.urgency !== 1 && ticket.dueAt !== null && ticket.dueAt < at)
    .sort((a, b) => a.urgency - b.urgency || byDue(a, b));
  const there = crew.filter((who) => onShift(who, at));
  const perSkill = skills.map((skill): SkillNow => {
    const able = there.filter((who) => who.skills.some((each) => each.skill === skill));
    return { skill, onShift: able.length, free: able.filter((who) => !busy.has(who.id)).length };
  });
  return {
    dangers,
    late,
    fresh: fresh.sort((a, b) => (a.receivedAt > b.receivedAt ? -1 : 1)),
    skills: perSkill,
    onShift: there.length,
    free: there.filter((who) => !busy.has(who.id)).length,
    waiting: working.filter((ticket) => isUnassigned(ticket.status)).length,
    open: working.length,
  };
}
