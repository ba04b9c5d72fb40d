import type { DeclineReason, PauseReason } from "#server/domain/ticket/ticket.ts";
import { shiftOf } from "./crew.ts";
import { storyOf } from "./reports.ts";
import { hour, type Job, minute, pace, photosAtMost, type World } from "./world.ts";

const pausesOf: PauseReason[] = [
  "parts",
  "parts",
  "parts",
  "no_access",
  "no_access",
  "owner",
  "quote",
  "contractor",
  "weather",
];
const declinesOf: DeclineReason[] = ["busy", "busy", "skill", "distance", "tools", "unwell"];

/** What technicians do, from the door of the workshop to the record. */
export function fieldSteps(world: World) {
  const {
    random,
    ledger,
    snaps,
    workRecords,
    allRounder,
    recently,
    later,
    soon,
    then,
    technicianStamp,
    onDesk,
    act,
    note,
    assignmentOf,
    release,
    byDay,
  } = world;

  function accept(job: Job, at: number) {
    const member = job.member!;
    const fate = job.script ? 1 : random.next();
    const shift = shiftOf(member, at);
    if (shift === undefined || fate < 0.018) {
      const reason = shift === undefined ? "technician_left" : "no_answer";
      act(job, { verb: "withdraw", reason }, onDesk("dispatcher", at), at, note(reason));
      return backToDesk(job, at, "withdrawn");
    }
    if (fate < 0.058) return decline(job, at, random.pick(declinesOf));
    act(job, { verb: "accept", technicianId: member.who.id }, technicianStamp(member), at);
    assignmentOf(job).acceptedAt = new Date(at);
    then(job, "depart", at, at + soon(pace[job.ticket.urgency].leave, 0.7));
  }

  function decline(job: Job, at: number, reason: DeclineReason) {
    const member = job.member!;
    act(
      job,
      { verb: "decline", technicianId: member.who.id, reason },
      technicianStamp(member),
      at,
      note(reason),
    );
    backToDesk(job, at, "declined");
  }

  function backToDesk(job: Job, at: number, how: "declined" | "withdrawn") {
    const gone = ledger.assignments.findLast((a) => a.ticketId === job.ticket.id)!;
    gone.endedAt = new Date(at);
    gone.endReason = how;
    if (how === "declined") job.wanted.had.set(gone.technicianId, "declined");
    release(job);
    later(job, "assign", at + soon(pace[job.ticket.urgency].send * 0.6 + 0.3));
  }

  function depart(job: Job, at: number) {
    const member = job.member!;
    const shift = shiftOf(member, at);
    const left = (shift?.endsAt ?? 0) - at;
    if (shift === undefined) {
      act(
        job,
        { verb: "withdraw", reason: "technician_left" },
        onDesk("dispatcher", at),
        at,
        note("technician_left"),
      );
      return backToDesk(job, at, "withdrawn");
    }
    if (job.script === null && left < (10 + Math.min(45, job.wanted.minutes * 0.6)) * minute)
      return decline(job, at, "shift_ends");
    if (member.busyWith !== null) {
      if (job.script === null) later(job, "depart", at + soon(job.ticket.urgency <= 2 ? 4 : 12));
      else if (job.script.steps.complete) later(job, "depart", at + 2 * minute);
      return;
    }
    if (job.script === null && random.chance(0.006) && job.said.reporter) return later(job, "cancel", at);
    member.busyWith = job.ticket.id;
    act(job, { verb: "depart", technicianId: member.who.id }, technicianStamp(member), at);
    assignmentOf(job).departedAt = new Date(at);
    then(
      job,
      "arrive",
      at,
      Math.min(at + soon(pace[job.ticket.urgency].arrive, 0.35), shift.endsAt - 6 * minute),
    );
  }

  function arrive(job: Job, at: number) {
    const member = job.member!;
    act(job, { verb: "arrive", technicianId: member.who.id }, technicianStamp(member), at);
    assignmentOf(job).arrivedAt = new Date(at);
    if (job.script) return then(job, job.script.steps.pause ? "pause" : "complete", at, at);
    const waits =
      member !== allRounder &&
      !job.paused &&
      job.ticket.urgency > 1 &&
      random.chance(job.ticket.urgency === 4 ? 0.12 : 0.06);
    if (waits) return later(job, "pause", at + soon(12));
    later(job, "complete", worked(job, at));
  }

  /** When he is done: the usual minutes more or less, and before his shift ends. */
  function worked(job: Job, at: number): number {
    const end = shiftOf(job.member!, at)?.endsAt ?? at + hour;
    return Math.max(
      at + 3 * minute,
      Math.min(at + soon(job.wanted.minutes * 0.7, 0.45), end - random.int(1, 5) * minute),
    );
  }

  function pause(job: Job, at: number) {
    const member = job.member!;
    const reason = random.pick(pausesOf.filter((r) => r !== "weather" || job.said.place.buildingId === null));
    const there =
      reason !== "owner" && reason !== "quote" ? reason : job.said.place.kind === "home" ? reason : "parts";
    act(
      job,
      { verb: "pause", technicianId: member.who.id, reason: there },
      technicianStamp(member),
      at,
      note(there),
    );
    member.busyWith = null;
    job.paused = true;
    if (job.script) return;
    const wait = there === "parts" || there === "contractor" ? soon(22 * 60, 0.7) : soon(9 * 60, 0.8);
    later(job, "resume", at + wait);
  }

  function resume(job: Job, at: number) {
    const member = job.member!;
    const shift = shiftOf(member, at);
    if (shift === undefined || shift.endsAt - at < 40 * minute || member.busyWith !== null) {
      const next = member.who.shifts.find((s) => s.startsAt > at);
      const again =
        shift && shift.endsAt - at >= 40 * minute
          ? at + soon(12)
          : (next?.startsAt ?? at + 12 * hour) + soon(35);
      return later(job, "resume", again);
    }
    member.busyWith = job.ticket.id;
    act(job, { verb: "resume", technicianId: member.who.id }, technicianStamp(member), at);
    later(job, "complete", worked(job, at));
  }

  function complete(job: Job, at: number) {
    const member = job.member!;
    const { measure, found, done, materials } = random.pick(storyOf(job.said.fault).records);
    const result = random.chance(0.93) ? "fixed" : "temporary";
    const assignment = assignmentOf(job);
    const workRecordId = random.id(at);
    const photos =
      snaps.length < photosAtMost && at > recently && (job.ticket.photos > 0 || random.chance(0.06)) ? 1 : 0;
    const technicianId = member.who.id;
    const data = { workRecordId, measure, result };
    act(
      job,
      { verb: "complete", technicianId, photos },
      technicianStamp(member),
      at,
      `${found}\n${done}`,
      data,
    );
    workRecords.push({
      id: workRecordId,
      ticketId: job.ticket.id,
      assignmentId: assignment.id,
      technicianId,
      measure,
      found,
      done,
      materials,
      result,
      recordedAt: new Date(at),
    });
    if (photos > 0)
      snaps.push({
        ticketId: job.ticket.id,
        uploaderId: technicianId,
        kind: "after",
        at: at - 20_000,
        faultCode: job.said.fault.code,
      });
    assignment.endedAt = new Date(at);
    assignment.endReason = "done";
    job.wanted.had.set(technicianId, "done");
    member.doneAt.push(at);
    release(job);
    if (job.script && !job.script.answered) return;
    const answers = job.script !== null || (job.said.reporter !== null && random.chance(0.83));
    if (answers) return later(job, "answer", byDay(at + soon(55, 1.2)));
    later(job, "unconfirmed", at + 48 * hour);
  }

  return { accept, depart, arrive, pause, resume, complete };
}
