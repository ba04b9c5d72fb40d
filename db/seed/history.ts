import type { Ticket } from "#server/domain/ticket/ticket.ts";
import { answerSteps } from "./answers.ts";
import { arrivals } from "./arrivals.ts";
import { controlSteps } from "./control.ts";
import { type Cut, tellOfCut } from "./cut.ts";
import { fieldSteps } from "./field.ts";
import { intakeSteps } from "./intake.ts";
import type { Ledger } from "./ledger.ts";
import type { Promises } from "./promises.ts";
import type { Random } from "./random.ts";
import { hear, type Town } from "./reports.ts";
import type { Script } from "./scripts.ts";
import type { Staff } from "./staff.ts";
import {
  hour,
  type Job,
  type NextStep,
  newWorld,
  type RepeatRow,
  type Snap,
  type SurveyRow,
  type TicketRow,
  type WorkRecordRow,
} from "./world.ts";

export type History = {
  /** Calendars, policies and ladders. */
  rows: Omit<ReturnType<Promises["rows"]>, "policyOf">;
  ledger: Ledger;
  cut: Cut;
  tickets: TicketRow[];
  workRecords: WorkRecordRow[];
  surveys: SurveyRow[];
  repeats: RepeatRow[];
  counters: Array<{ siteId: string; day: string; last: number }>;
  snaps: Snap[];
};

/** Tells what happened from `from` to `now`, ms: everybody acts in the order of the clock, as the live system has it. */
export function tellHistory(
  random: Random,
  town: Town,
  staff: Staff,
  scripts: Script[],
  from: number,
  now: number,
): History {
  const world = newWorld(random, town, staff, now);
  const { agenda, ledger, workRecords, surveys, repeats, snaps, counters, jobs } = world;
  // The last hours are laid down, so that the board has something of everything.
  for (const at of arrivals(random, from, now - 4 * hour)) {
    agenda.add(at, { kind: "report", said: hear(town), script: null });
  }
  for (const script of scripts) agenda.add(script.at, { kind: "report", said: script.said, script });

  const { cut, steps: cutSteps } = tellOfCut(town, staff, ledger, now);
  for (const { at, happen } of cutSteps) agenda.add(at, { kind: "cut", happen });

  const { report } = intakeSteps(world);
  const { rate, ...answers } = answerSteps(world);
  const steps: Record<NextStep, (job: Job, at: number) => void> = {
    ...controlSteps(world),
    ...fieldSteps(world),
    ...answers,
    survey: rate,
  };
  for (let item = agenda.next(); item !== undefined; item = agenda.next()) {
    const { at, what } = item;
    if (what.kind === "report") report(what.said, what.script, at);
    else if (what.kind === "cut") what.happen();
    else steps[what.step](what.job, at);
  }
  const { promises } = world;
  const told = new Date(now).toISOString();
  const { policyOf, ...rows } = promises.rows(random, new Date(now));
  const tickets = jobs.map((job) => ({
    ...columnsOf(job.ticket),
    ...job.row,
    policyId: policyOf(job.ticket),
    escalateAt: promises.ringsAt(job.ticket, ledger.facts.get(job.ticket.id) ?? [], told),
  }));
  return {
    rows,
    ledger,
    cut,
    tickets,
    workRecords,
    surveys,
    repeats,
    snaps,
    counters: [...counters.values(), cut.counter],
  };
}

/** The last state as columns: ISO instants become Dates. */
function columnsOf(ticket: Ticket) {
  const at = (iso: string) => new Date(iso);
  const maybe = (iso: string | null) => (iso === null ? null : new Date(iso));
  return {
    ...ticket,
    receivedAt: at(ticket.receivedAt),
    statusSince: at(ticket.statusSince),
    acknowledgeBy: at(ticket.acknowledgeBy),
    arriveBy: at(ticket.arriveBy),
    contactBy: maybe(ticket.contactBy),
    finishBy: at(ticket.finishBy),
    dueAt: maybe(ticket.dueAt),
    backAt: maybe(ticket.backAt),
    capAt: maybe(ticket.capAt),
    doneAt: maybe(ticket.doneAt),
    closedAt: maybe(ticket.closedAt),
  };
}
