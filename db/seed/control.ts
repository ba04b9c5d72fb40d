import { declinesBeforeLead } from "#server/domain/ticket/decide.ts";
import type { TurnDownReason, UrgencyLevel } from "#server/domain/ticket/ticket.ts";
import { choose, type Member, shiftOf } from "./crew.ts";
import { hour, type Job, minute, pace, type World } from "./world.ts";

const turnDownsOf: TurnDownReason[] = ["not_ours", "not_ours", "not_a_repair", "owner_own_cost"];

/** What the control room does. */
export function controlSteps(world: World) {
  const { random, crew, now, ledger, allRounder, reserved, later, soon, then, onDesk, act, note, byDay } =
    world;

  function triage(job: Job, at: number) {
    const usual = job.said.fault.urgency as UrgencyLevel;
    const urgency = random.chance(0.75)
      ? usual
      : (Math.max(2, Math.min(4, usual + random.pick([-1, 1]))) as UrgencyLevel);
    const ruled = usual === 1 ? 1 : urgency;
    const command = {
      verb: "triage",
      urgency: ruled,
      faultCode: job.ticket.faultCode,
    } as const;
    act(job, command, onDesk("dispatcher", at), at, ruled === job.ticket.urgency ? "" : note("triage"));
    const sendAt = at + soon(pace[ruled].send * 0.6);
    later(job, "assign", ruled === 4 ? byDay(sendAt) : sendAt);
  }

  function turnDown(job: Job, at: number) {
    const reason = random.pick(turnDownsOf);
    act(job, { verb: "turnDown", reason }, onDesk("dispatcher", at), at, note(reason));
  }

  function assign(job: Job, at: number) {
    const urgent = job.ticket.urgency <= 2;
    const spared = at > now - 26 * hour;
    const mustStay = job.script !== null && !job.script.steps.complete && !job.script.steps.pause;
    const moving = job.script?.steps.depart !== undefined;
    const fits = (m: Member, strict: boolean) =>
      !(spared && m === allRounder) &&
      (!strict || !mustStay || (shiftOf(m, at)?.endsAt ?? 0) > now + 20 * minute) &&
      (!(moving || urgent) || !strict || (m.busyWith === null && (job.script === null || !reserved.has(m))));
    job.wanted.urgency = job.ticket.urgency;
    const choice =
      choose(random, crew, job.wanted, at, (m) => fits(m, true)) ??
      choose(random, crew, job.wanted, at, (m) => fits(m, false));
    if (choice === null) return later(job, "assign", at + (job.script ? minute : soon(urgent ? 6 : 25)));
    const byLead = job.ticket.declines >= declinesBeforeLead;
    const by = onDesk(byLead ? "lead" : "dispatcher", at);
    const { member } = choice;
    const assignmentId = random.id(at);
    const technicianId = member.who.id;
    act(job, { verb: "assign", technicianId, assignmentId, byLead }, by, at);
    ledger.assignments.push({
      id: assignmentId,
      ticketId: job.ticket.id,
      technicianId,
      assignedById: by.id,
      assignedAt: new Date(at),
      acceptedAt: null,
      departedAt: null,
      arrivedAt: null,
      endedAt: null,
      endReason: null,
      reasons: choice.reasons,
    });
    if (moving) reserved.add(member);
    job.member = member;
    member.holds.set(job.ticket.id, job.wanted);
    member.visits.set(job.wanted.around, (member.visits.get(job.wanted.around) ?? 0) + 1);
    then(job, "accept", at, at + soon(pace[job.ticket.urgency].accept));
  }

  return { triage, turnDown, assign };
}
