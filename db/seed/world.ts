import type { ticketRepeat } from "#db/schema/repeat.ts";
import type { survey, ticket as ticketTable, workRecord } from "#db/schema/ticket.ts";
import type { ActorStamp, StaffRole } from "#server/domain/access/actor.ts";
import type { Command } from "#server/domain/ticket/decide.ts";
import type { Ticket, UrgencyLevel } from "#server/domain/ticket/ticket.ts";
import { type Agenda, newAgenda } from "./agenda.ts";
import { type Member, muster, type Wanted } from "./crew.ts";
import { type AssignmentRow, type Ledger, openLedger } from "./ledger.ts";
import { promisesOf } from "./promises.ts";
import type { Random } from "./random.ts";
import type { Said, Town } from "./reports.ts";
import { hourOf, midnight, onShift } from "./rota.ts";
import type { Script, Step } from "./scripts.ts";
import type { Staff } from "./staff.ts";
import { notes } from "./stories.ts";

export const minute = 60_000;
export const hour = 60 * minute;
export const photosAtMost = 20;

export type TicketRow = typeof ticketTable.$inferInsert;
export type WorkRecordRow = typeof workRecord.$inferInsert;
export type SurveyRow = typeof survey.$inferInsert;
export type RepeatRow = typeof ticketRepeat.$inferInsert;

/** A picture to be drawn once all is told. */
export type Snap = {
  ticketId: string;
  uploaderId: string;
  kind: "report" | "after";
  at: number;
  faultCode: string;
};

export type Job = {
  ticket: Ticket;
  said: Said;
  row: Omit<TicketRow, keyof Ticket>;
  wanted: Wanted;
  script: Script | null;
  member: Member | null;
  paused: boolean;
};

export type NextStep =
  | Step
  | "triage"
  | "resume"
  | "answer"
  | "survey"
  | "unconfirmed"
  | "cancel"
  | "turnDown";
export type Event =
  | { kind: "report"; said: Said; script: Script | null }
  | { kind: "step"; job: Job; step: NextStep }
  | { kind: "cut"; happen(): void };

/** Median minutes per urgency: until sent, until accepted, until leaving. */
export const pace: Record<UrgencyLevel, { send: number; accept: number; leave: number; arrive: number }> = {
  1: { send: 0.8, accept: 0.6, leave: 0.7, arrive: 4 },
  2: { send: 1.5, accept: 1.1, leave: 3, arrive: 5 },
  3: { send: 6, accept: 4, leave: 16, arrive: 6 },
  4: { send: 38, accept: 12, leave: 45, arrive: 7 },
};

/** All that goes on while history is told, and the small acts that every step is made of. */
export type World = ReturnType<typeof newWorld>;

export function newWorld(random: Random, town: Town, staff: Staff, now: number) {
  const promises = promisesOf(town.sites);
  const ledger: Ledger = openLedger(random, town.sites, promises);
  const crew = muster(staff.technicians);
  const agenda: Agenda<Event> = newAgenda();
  const snaps: Snap[] = [];
  const later = (job: Job, step: NextStep, at: number) => {
    if (at <= now) agenda.add(at, { kind: "step", job, step });
  };
  const soon = (median: number, spread = 0.55) => random.around(median, spread) * minute;
  /** The laid-down instant of the step, or the one that chance gives; nothing after the end of a script. */
  const then = (job: Job, step: Step, at: number, natural: number) => {
    if (job.script === null) return later(job, step, natural);
    const fixed = job.script.steps[step];
    if (fixed !== undefined) later(job, step, Math.max(fixed, at + 20_000));
  };
  const staffStamp = (id: string, role: StaffRole): ActorStamp => ({ kind: "staff", id, role });
  const technicianStamp = (member: Member) => staffStamp(member.who.id, "technician");
  const residentStamp = (id: string): ActorStamp => ({ kind: "resident", id });
  const onDesk = (role: keyof Staff["desk"], at: number): ActorStamp => {
    const present = staff.desk[role].filter((d) => onShift(d.shifts, at));
    return staffStamp(random.pick(present.length > 0 ? present : staff.desk[role]).id, role);
  };
  const act = (job: Job, command: Command, by: ActorStamp, at: number, words = "", data = {}) => {
    job.ticket = ledger.act(job.ticket, command, by, at, { words, data });
  };
  const note = (key: keyof typeof notes) => random.pick(notes[key]);
  const assignmentOf = (job: Job): AssignmentRow =>
    ledger.assignments.findLast((a) => a.id === job.ticket.assignmentId)!;
  const release = (job: Job) => {
    job.member?.holds.delete(job.ticket.id);
    if (job.member?.busyWith === job.ticket.id) job.member.busyWith = null;
    job.member = null;
  };
  /** Awake hours only. */
  const byDay = (at: number) =>
    hourOf(at) >= 7.5 && hourOf(at) < 22.5 ? at : midnight(at + 2 * hour) + 8 * hour + soon(40);

  return {
    random,
    staff,
    now,
    ledger,
    promises,
    crew,
    agenda,
    snaps,
    /** The one who is free when the demo starts. */
    allRounder: crew[0]!,
    /** Taken by a laid-down course; one man is at one door. */
    reserved: new Set<Member>(),
    /** Pictures are of the last days only. */
    recently: now - 3 * 24 * hour,
    counters: new Map<string, { siteId: string; day: string; last: number }>(),
    jobs: [] as Job[],
    workRecords: [] as WorkRecordRow[],
    surveys: [] as SurveyRow[],
    repeats: [] as RepeatRow[],
    later,
    soon,
    then,
    technicianStamp,
    residentStamp,
    onDesk,
    act,
    note,
    assignmentOf,
    release,
    byDay,
  };
}
