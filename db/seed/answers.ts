import type { CancelReason } from "#server/domain/ticket/ticket.ts";
import { hour, type Job, pace, type World } from "./world.ts";

const cancelsOf: CancelReason[] = ["solved_itself", "solved_itself", "not_wanted", "other_way", "mistake"];

/** What owners say: solved or not, how it was, and that it is not wanted any more. */
export function answerSteps(world: World) {
  const { random, ledger, surveys, later, soon, residentStamp, act, note, assignmentOf, release, byDay } =
    world;

  function answer(job: Job, at: number) {
    const by = residentStamp(job.said.reporter!.id);
    const late = (assignmentOf(job).arrivedAt?.getTime() ?? at) > Date.parse(job.ticket.arriveBy);
    const inWarranty = at - Date.parse(job.ticket.doneAt!) < 6 * 24 * hour;
    if (job.script === null && job.ticket.reopens === 0 && inWarranty && random.chance(late ? 0.09 : 0.04)) {
      const outcome = random.chance(0.4) ? "partly" : "not_solved";
      act(job, { verb: "reopen", outcome }, by, at, note(outcome));
      job.paused = false;
      return later(job, "assign", byDay(at + soon(pace[job.ticket.urgency].send)));
    }
    act(job, { verb: "confirm", outcome: "solved" }, by, at, note("solved"));
    if (job.script || random.chance(0.52)) later(job, "survey", at + soon(4));
  }

  function rate(job: Job, at: number) {
    const personId = job.said.reporter!.id;
    const records = ledger.assignments.findLast(
      (a) => a.ticketId === job.ticket.id && a.endReason === "done",
    );
    const late = (records?.arrivedAt?.getTime() ?? at) > Date.parse(job.ticket.arriveBy);
    const mood = late ? -1.1 : job.ticket.reopens > 0 ? -0.8 : 0;
    const score = (middle: number) =>
      Math.max(1, Math.min(5, Math.round(middle + mood + (random.next() - 0.5) * 2.4)));
    const scores = {
      skill: score(4.6),
      attitude: score(4.8),
      quality: score(4.5),
      speed: score(late ? 3.6 : 4.5),
      process: score(4.5),
    };
    const words = note(scores.speed <= 2 || scores.quality <= 2 ? "surveyLow" : "survey");
    const surveyId = random.id(at);
    surveys.push({
      id: surveyId,
      ticketId: job.ticket.id,
      round: job.ticket.reopens,
      personId,
      ...scores,
      words,
      answeredAt: new Date(at),
    });
    job.ticket = ledger.add(
      job.ticket,
      { type: "surveyed", patch: {}, data: { surveyId, ...scores } },
      residentStamp(personId),
      at,
      { ticketId: job.ticket.id, siteId: job.ticket.siteId },
      words,
    );
  }

  function cancel(job: Job, at: number) {
    const reason = random.pick(cancelsOf);
    const active = job.member ? assignmentOf(job) : null;
    act(job, { verb: "cancel", reason }, residentStamp(job.said.reporter!.id), at, note(reason));
    if (active) {
      active.endedAt = new Date(at);
      active.endReason = "cancelled";
    }
    release(job);
  }

  function unconfirmed(job: Job, at: number) {
    act(job, { verb: "confirm", outcome: "unconfirmed" }, { kind: "system", id: "close-unconfirmed" }, at);
  }

  return { answer, rate, cancel, unconfirmed };
}
