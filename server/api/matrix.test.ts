import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import { TRPCError } from "@trpc/server";
import { and, eq } from "drizzle-orm";
import type { Connection } from "#db/client.ts";
import { alarm } from "#db/schema/alarm.ts";
import { phoneCall } from "#db/schema/call.ts";
import { offer } from "#db/schema/dispatchMode.ts";
import { escalation } from "#db/schema/escalation.ts";
import { householdInvitation } from "#db/schema/household.ts";
import { person } from "#db/schema/person.ts";
import { household } from "#db/schema/place.ts";
import { placeCode } from "#db/schema/placeCode.ts";
import { assignment } from "#db/schema/ticket.ts";
import { testDatabase } from "#db/testing/database.ts";
import type { Actor } from "../domain/access/actor.ts";
import { type OperationName, policy } from "../domain/access/policy.ts";
import { makeDisplay } from "../operations/display/change.ts";
import { planIncident } from "../operations/incident/open.ts";
import { hashOf } from "../operations/link/secret.ts";
import { perform } from "../operations/operation.ts";
import { labelSecret } from "../operations/placeCode/secret.ts";
import { assignTechnician } from "../operations/ticket/assign.ts";
import { reportRepair } from "../operations/ticket/report.ts";
import { transferJob } from "../operations/ticket/transfer.ts";
import { promiseInputs } from "../testing/promiseInputs.ts";
import { testSettings } from "../testing/settings.ts";
import { type Stocked, stockAt, stockedFor, stockInputs } from "../testing/stocked.ts";
import { anonymous, as, makeWorld, type World } from "../testing/world.ts";
import { refusalOf } from "./errors.ts";
import { api, callApi } from "./router.ts";

/**
 * What each role may do, written down a second time by hand: a cell changed in the policy by mistake fails here.
 * Columns: anonymous, resident, operator, dispatcher, technician, lead, manager, admin.
 * `-` refused before anything is looked up; `o` only what is theirs; `s` their site; `+` needs nothing but the caller.
 */
const expected: Record<
  Exclude<OperationName, "photo.upload" | "photo.view" | `import.${string}` | "phone.hear">,
  string
> = {
  "session.requestCode": "+ + + + + + + +",
  "session.end": "- + + + + + + +",
  "session.endAll": "- + + + + + + +",
  "session.endPerson": "- - - - - - s s",
  "me.get": "+ + + + + + + +",
  "push.key": "- - - + + + + -",
  "push.subscribe": "- - - + + + + -",
  "push.unsubscribe": "- - - + + + + -",
  "site.hotlines": "+ + + + + + + +",
  "place.choices": "- + + + + + + -",
  "place.search": "- - + + + + + -",
  "placeCode.list": "- - - s - s s s",
  "placeCode.make": "- - - - - s s s",
  "placeCode.revoke": "- - - - - s s s",
  "placeCode.open": "+ + + + + + + +",
  "place.spots": "+ + + + + + + +",
  "danger.report": "+ + + + + + + +",
  "catalogue.get": "+ + + + + + + +",
  "ticket.report": "- o s s s s s -",
  "ticket.similar": "- o s s - s s -",
  "triage.propose": "+ o s s s s s -",
  "triage.kept": "- - s s - s s -",
  "ticket.follow": "- o s s - - s -",
  "ticket.asked": "- - s s - s s -",
  "ticket.joinReporter": "- - s s - - s -",
  "ticket.correct": "- - s s - s s -",
  "hotline.people": "- - + + - - + -",
  "hotline.sites": "- - + + - - + -",
  "ticket.mine": "- + - - - - - -",
  "ticket.get": "- o s s o s s -",
  "record.print": "- o s s o s s -",
  "record.forms": "- - - - - + + +",
  "record.saveForm": "- - - - - + + -",
  "repeat.offered": "- o s s - s s -",
  "repeat.of": "- o s s o s s -",
  "repeat.link": "- - s s - s s -",
  "repeat.takeBack": "- - - s - s s -",
  "repeat.rate": "- - - - - s s -",
  "repeat.warranties": "- - - - - + + +",
  "repeat.setWarranty": "- - - - - - s s",
  "ticket.triage": "- - - s - s s -",
  "ticket.assign": "- - - s - s s -",
  "ticket.withdraw": "- - - s - s s -",
  "ticket.endPause": "- - - s - s s -",
  "ticket.transfer": "- - - s - s s -",
  "offer.mine": "- - - - + - - -",
  "offer.claim": "- - - - o - - -",
  "offer.pass": "- - - - o - - -",
  "offer.board": "- - + + - + + -",
  "promise.list": "- - - - - - + +",
  "promise.forecast": "- - - - - - s s",
  "promise.set": "- - - - - - s s",
  "promise.adopt": "- - - - - - s s",
  "promise.retire": "- - - - - - s s",
  "hours.list": "- - - - - - + +",
  "hours.choose": "- - - - - - s s",
  "hours.setWeek": "- - - - - - s s",
  "hours.setDay": "- - - - - - s s",
  "hours.removeDay": "- - - - - - s s",
  "dispatch.modes": "- - - - - + + +",
  "dispatch.setMode": "- - - - - s s s",
  "technician.setAvailability": "- - - s o s s -",
  "technician.mine": "- - - - + - - -",
  "technician.away": "- - + + - + + -",
  "technician.hello": "- - - - + - - -",
  "technician.silent": "- - + + - + + -",
  "ticket.accept": "- - - - o - - -",
  "ticket.decline": "- - - - o - - -",
  "ticket.handBack": "- - - - o - - -",
  "ticket.depart": "- - - - o - - -",
  "ticket.arrive": "- - - - o - - -",
  "ticket.pause": "- - - - o - - -",
  "ticket.resume": "- - - - o - - -",
  "ticket.complete": "- - - - o - - -",
  "ticket.answer": "- o - - - - - -",
  "ticket.survey": "- o - - - - - -",
  "ticket.urge": "- o s s - s s -",
  "ticket.add": "- o s s - s s -",
  "ticket.wish": "- o s s - s s -",
  "ticket.keepAway": "- o s s - s s -",
  "ticket.contact": "- - s s o s s -",
  "ticket.note": "- - - - o - - -",
  "ticket.sendLink": "- - s s - s s -",
  "link.renew": "+ + + + + + + +",
  "ticket.undo": "- - s s - s s -",
  "ticket.message": "- - - - o - - -",
  "place.guide": "- - s s s s s -",
  "place.writeGuide": "- - s s s s s -",
  "site.numbers": "- - - - - + + +",
  "site.setNumbers": "- - - - - s s s",
  "ticket.cancel": "- o s s - - s -",
  "ticket.turnDown": "- - - s - s s -",
  "escalation.list": "- - + + + + + -",
  "escalation.acknowledge": "- - s s o s s -",
  "ticket.merge": "- - - s - s s -",
  "ticket.unmerge": "- - - s - s s -",
  "incident.board": "- - + + - + + -",
  "incident.detail": "- - s s - s s -",
  "incident.running": "- o s s - s s -",
  "incident.count": "- o s s - s s -",
  "incident.answer": "- o s s - s s -",
  "incident.scopes": "- - - + - + + -",
  "incident.open": "- - - s - s s -",
  "incident.plan": "- - - s - s s -",
  "incident.attach": "- - - s - s s -",
  "incident.detach": "- - - s - s s -",
  "incident.update": "- - - s - s s -",
  "incident.fix": "- - - s - s s -",
  "incident.close": "- - - s - s s -",
  "incident.cancel": "- - - s - s s -",
  "incident.dismiss": "- - - s - s s -",
  "incident.merge": "- - - s - s s -",
  "incident.unmerge": "- - - s - s s -",
  "board.snapshot": "- - + + - + + -",
  "board.since": "- - s s - s s -",
  "board.detail": "- - s s - s s -",
  "board.candidates": "- - - s - s s -",
  "board.timeline": "- - s s - s s -",
  "board.grounds": "- - s s - s s -",
  "wall.now": "- - + + - + + -",
  "display.list": "- - - - - + + -",
  "display.make": "- - - - - s s -",
  "display.renew": "- - - - - s s -",
  "display.revoke": "- - - - - s s -",
  "display.open": "+ + + + + + + +",
  "board.marks": "- - + + - + + -",
  "board.words": "- - + + - + + -",
  "board.reportedBy": "- - + + - + + -",
  "savedView.list": "- - + + - + + -",
  "savedView.save": "- - + + - + + -",
  "savedView.rename": "- - + + - + + -",
  "savedView.remove": "- - + + - + + -",
  "dispatch.propose": "- - - + - + + -",
  "alarm.list": "- - + + - + + -",
  "alarm.acknowledge": "- - s s - s s -",
  "alarm.log": "- - + + - + + -",
  "alarm.silence": "- - s s - s s -",
  "alarm.shelve": "- - - s - s s -",
  "alarm.unshelve": "- - - s - s s -",
  "hotline.caller": "- - + + - - + -",
  "hotline.calls": "- - + + - - + -",
  "hotline.take": "- - s s - - s -",
  "hotline.finish": "- - s s - - s -",
  "hotline.sit": "- - + + - - + -",
  "field.jobs": "- - - - + - - -",
  "field.job": "- - - - o - - -",
  "household.list": "- + - - - - - -",
  "household.invite": "- o - - - - - -",
  "household.takeBack": "- o - - - - - -",
  "household.accept": "- o - - - - - -",
  "household.decline": "- o - - - - - -",
  "household.change": "- o - - - - - -",
  "household.end": "- o s s - - s s",
  "household.people": "- - s s - - s s",
  "household.add": "- - s s - - s s",
  "ticket.noAccess": "- - - - o - - -",
  "appointment.slots": "- o s s o s s -",
  "appointment.mine": "- - - - + - - -",
  "appointment.offer": "- - s s o s s -",
  "appointment.choose": "- o s s - s s -",
  "appointment.change": "- o s s o s s -",
  "appointment.cancel": "- o s s o s s -",
  "inbox.list": "+ + + + + + + +",
  "material.list": "- - - s s s s s",
  "material.save": "- - - - - s s s",
  "stock.levels": "- - - s s s s s",
  "stock.mine": "- - - - + - - -",
  "stock.low": "- - - + - + + +",
  "stock.ofTicket": "- - s s o s s -",
  "stock.history": "- - - - - s s s",
  "stock.usage": "- - - - - s s s",
  "stock.receive": "- - - - - s s s",
  "stock.issue": "- - - - - s s s",
  "stock.return": "- - - - o s s s",
  "stock.transfer": "- - - - - s s s",
  "stock.count": "- - - - - s s s",
  "stock.setLow": "- - - - - s s s",
  "stock.setLimit": "- - - - - s s s",
  "stock.setCharge": "- - - - - s s -",
  "stock.settle": "- - - - - s s s",
  "stock.use": "- - - - o - - -",
  "stock.takeBack": "- - - - o - - -",
  "stock.reserve": "- - - s o s s -",
  "stock.release": "- - - s o s s -",
  "quote.send": "- - - - o - - -",
  "quote.of": "- o s s o s s -",
  "quote.answer": "- o - - - - - -",
};
const columns = [
  "anonymous",
  "owner",
  "operator",
  "dispatcher",
  "technician",
  "lead",
  "manager",
  "admin",
] as const;

let connection: Connection & { drop(): Promise<void> };
let here: World;
let elsewhere: World;
/** One ticket of this owner held by this technician, and one of another site. */
let own: {
  ticketId: string;
  siteId: string;
  placeId: string;
  staffId: string;
  /** Who may say that he has a break. */
  workerId: string;
  offerId: string;
  callId: string;
  alarmId: string;
  ownerId: string;
  escalationId: string;
  incidentId: string;
  householdId: string;
  /** An invitation to whoever owns the home, and one that they sent. */
  askedId: string;
  sentId: string;
  displayId: string;
};
let foreign: typeof own;
/** Of the same site, but of the neighbour and of nobody's hands. */
let neighbours: typeof own;
/** What there is of materials about each of them. */
let stocked: Stocked;
/** The code on the lift's label. */
const label = randomUUID();

/** A deadline of the ticket that rings. */
async function ringing(ticketId: string, siteId: string): Promise<string> {
  const [id, at] = [randomUUID(), new Date()];
  const step = { clock: "acknowledge", position: 1, rung: "technician", channel: "push" } as const;
  await connection.db
    .insert(escalation)
    .values({ id, ticketId, siteId, ...step, dueAt: at, startedAt: at, rings: 1, lastRungAt: at });
  return id;
}

async function report(actor: Actor, placeId: string): Promise<string> {
  const input = {
    placeId,
    placeWords: "",
    faultCode: "tap-drips",
    urgency: 3 as const,
    description: "x",
    photoIds: [],
    contactName: "",
  };
  return (await perform(reportRepair, as(actor, connection), input, randomUUID())).ticketId;
}

async function ringAt(siteId: string): Promise<string> {
  const id = randomUUID();
  const call = { id, siteId, line: "+865718889999", system: "matrix", externalId: id, startedAt: new Date() };
  await connection.db.insert(phoneCall).values(call);
  return id;
}

/** An announced cut that hits this home alone. */
async function incidentAt(world: World, placeId: string): Promise<string> {
  const input = {
    siteId: world.siteId,
    scope: { scope: "asset" as const, buildingId: null, unit: null, placeId },
    faultCode: "tap-drips",
    startsAt: new Date().toISOString(),
    expectedUntil: new Date(Date.now() + 3_600_000).toISOString(),
    wordsZh: "停水",
    wordsEn: "Water cut",
  };
  return (await perform(planIncident, as(world.dispatcher, connection), input, randomUUID())).incidentId;
}

/** The owner's relation to this home, an invitation of theirs, and one to them whose sender is gone. */
async function peopleOf(placeId: string, ownerId: string, senderId: string) {
  const { db } = connection;
  const [relation] = await db.select().from(household).where(eq(household.placeId, placeId));
  const [owner] = await db.select().from(person).where(eq(person.id, ownerId));
  const ask = async (at: string, phone: string, invitedById: string) => {
    const [id, invitedAt] = [randomUUID(), new Date()];
    const expiresAt = new Date(Date.now() + 86_400_000);
    const said = { relation: "family", decidesMoney: "no" } as const;
    await db
      .insert(householdInvitation)
      .values({ id, placeId: at, phone, invitedById, invitedAt, expiresAt, ...said });
    return id;
  };
  return {
    householdId: relation!.id,
    sentId: await ask(placeId, "+8613900000001", ownerId),
    askedId: await ask(placeId, owner!.phone!, senderId),
  };
}

async function offerTo(technicianId: string, ticketId: string): Promise<string> {
  const [id, offeredAt] = [randomUUID(), new Date()];
  const how = { mode: "grab", round: 1, reopens: 0 } as const;
  const expiresAt = new Date(Date.now() + 86_400_000);
  await connection.db.insert(offer).values({ id, ticketId, technicianId, ...how, offeredAt, expiresAt });
  return id;
}

async function alarmAt(world: World): Promise<string> {
  const input = reportRepair.input.parse({
    placeId: world.places.lift,
    faultCode: "lift-trapped",
    urgency: 1,
    description: "x",
    contactName: "y",
  });
  const { ticketId } = await perform(reportRepair, as(world.operator, connection), input, randomUUID());
  const [raised] = await connection.db
    .select()
    .from(alarm)
    .where(and(eq(alarm.ticketId, ticketId), eq(alarm.kind, "nobody")));
  return raised!.id;
}

async function displayAt(world: World): Promise<string> {
  const input = { name: "x", siteIds: [world.siteId] };
  return (await perform(makeDisplay, as(world.lead, connection), input, randomUUID())).displayId;
}

before(async () => {
  testSettings();
  connection = await testDatabase();
  [here, elsewhere] = [await makeWorld(connection), await makeWorld(connection)];
  const { ownHome, otherHome } = here.places;
  const ticketId = await report(here.owner, ownHome);
  own = {
    ticketId,
    escalationId: await ringing(ticketId, here.siteId),
    siteId: here.siteId,
    placeId: ownHome,
    staffId: here.technician2.personId,
    workerId: here.technician.personId,
    offerId: await offerTo(here.technician.personId, ticketId),
    callId: await ringAt(here.siteId),
    alarmId: await alarmAt(here),
    displayId: await displayAt(here),
    ownerId: here.owner.personId,
    incidentId: await incidentAt(here, here.places.ownHome),
    ...(await peopleOf(here.places.ownHome, here.owner.personId, here.operator.personId)),
  };
  const theirs = await report(here.neighbour, otherHome);
  neighbours = {
    ...own,
    workerId: here.technician2.personId,
    offerId: await offerTo(here.technician2.personId, theirs),
    ticketId: theirs,
    placeId: otherHome,
    escalationId: await ringing(theirs, here.siteId),
    incidentId: await incidentAt(here, otherHome),
    ...(await peopleOf(otherHome, here.neighbour.personId, here.operator.personId)),
  };
  const abroad = await report(elsewhere.owner, elsewhere.places.ownHome);
  foreign = {
    ticketId: abroad,
    escalationId: await ringing(abroad, elsewhere.siteId),
    siteId: elsewhere.siteId,
    placeId: elsewhere.places.ownHome,
    staffId: elsewhere.technician2.personId,
    workerId: elsewhere.technician.personId,
    offerId: await offerTo(elsewhere.technician.personId, abroad),
    callId: await ringAt(elsewhere.siteId),
    alarmId: await alarmAt(elsewhere),
    displayId: await displayAt(elsewhere),
    ownerId: elsewhere.owner.personId,
    incidentId: await incidentAt(elsewhere, elsewhere.places.ownHome),
    ...(await peopleOf(elsewhere.places.ownHome, elsewhere.owner.personId, elsewhere.operator.personId)),
  };
  await connection.db.insert(placeCode).values({
    id: label,
    placeId: here.places.lift,
    secretHash: hashOf(labelSecret(label)),
    createdAt: new Date(),
  });
  stocked = await stockedFor([own, neighbours, foreign], connection, here, elsewhere);
  const dispatch = { ticketId: own.ticketId, version: 1, technicianId: here.technician.personId };
  await perform(assignTechnician, as(here.dispatcher, connection), dispatch, randomUUID());
});
after(() => connection.drop());

const someWindow = {
  from: new Date(Date.now() + 86_400_000).toISOString(),
  until: new Date(Date.now() + 90_000_000).toISOString(),
};

/** An input of every operation about one target; whatever state the target is in, permission is asked first. */
function inputOf(operation: OperationName, at: typeof own): unknown {
  const ticket = { ticketId: at.ticketId, version: 1_000 };
  const inputs: Partial<Record<OperationName, unknown>> = {
    "session.requestCode": { phone: `138${String(Math.random()).slice(2, 10)}` },
    "session.endPerson": { personId: at.staffId },
    "push.subscribe": {
      endpoint: "https://push.apple.com/matrix",
      p256dh: "k".repeat(87),
      auth: "a".repeat(22),
    },
    "push.unsubscribe": { endpoint: "https://push.apple.com/matrix" },
    "place.search": { query: "1802" },
    "placeCode.list": { siteId: at.siteId },
    "placeCode.make": { placeIds: [at.placeId] },
    "placeCode.revoke": { placeIds: [at.placeId], reason: "lost", renew: false },
    "placeCode.open": { secret: labelSecret(label) },
    "place.spots": { siteId: at.siteId },
    "danger.report": { danger: "trapped", placeId: here.places.lift },
    "ticket.report": {
      placeId: at.placeId,
      faultCode: "tap-drips",
      urgency: 3,
      description: "x",
      contactName: "y",
    },
    "ticket.triage": { ...ticket, urgency: 2, faultCode: "tap-drips" },
    "ticket.assign": { ...ticket, technicianId: here.technician.personId },
    "ticket.withdraw": { ...ticket, reason: "mistake" },
    "ticket.transfer": { ...ticket, technicianId: here.technician2.personId, reason: "nearer" },
    "offer.claim": { offerId: at.offerId },
    "offer.pass": { offerId: at.offerId },
    "ticket.message": { ticketId: at.ticketId, word: "coming" },
    "place.guide": { placeId: at.placeId },
    "place.writeGuide": { placeId: at.placeId, way: "x" },
    "site.setNumbers": { siteId: at.siteId, masked: true, reason: "x" },
    "dispatch.setMode": { siteId: at.siteId, faultCode: "tap-drips", mode: "recommend", reason: "x" },
    "technician.setAvailability": { technicianId: at.workerId, presence: "break", reason: "meal" },
    "technician.hello": { unsent: 0 },
    "ticket.handBack": ticket,
    "ticket.decline": { ...ticket, reason: "busy" },
    "ticket.pause": { ...ticket, reason: "parts" },
    "ticket.complete": { ...ticket, measure: "fix", found: "a", done: "b", result: "fixed" },
    "ticket.answer": { ...ticket, outcome: "solved" },
    "ticket.survey": { ticketId: at.ticketId, skill: 5, attitude: 5, quality: 5, speed: 5, process: 5 },
    "ticket.urge": { ticketId: at.ticketId },
    "ticket.add": { ticketId: at.ticketId, words: "x" },
    "ticket.wish": { ticketId: at.ticketId, wish: { callFirst: true, windows: [] } },
    "ticket.keepAway": { ticketId: at.ticketId, technicianId: at.workerId, away: false },
    "ticket.contact": { ticketId: at.ticketId, reached: true },
    "ticket.note": { ticketId: at.ticketId, words: "x" },
    "ticket.cancel": { ...ticket, reason: "mistake" },
    "ticket.turnDown": { ...ticket, reason: "not_ours", words: "x" },
    "ticket.merge": { ...ticket, intoId: at.ticketId === own.ticketId ? neighbours.ticketId : own.ticketId },
    "ticket.unmerge": ticket,
    "incident.detail": { incidentId: at.incidentId },
    "incident.running": { placeId: at.placeId },
    "incident.count": { incidentId: at.incidentId, placeId: at.placeId },
    "incident.answer": { incidentId: at.incidentId, back: true, key: at.placeId },
    "incident.open": { tickets: [ticket] },
    "incident.plan": {
      siteId: at.siteId,
      scope: { scope: "asset", placeId: at.placeId },
      faultCode: "tap-drips",
      startsAt: new Date().toISOString(),
      expectedUntil: new Date(Date.now() + 3_600_000).toISOString(),
      wordsZh: "停水",
      wordsEn: "Water cut",
    },
    "incident.attach": { incidentId: at.incidentId, tickets: [ticket] },
    "incident.detach": ticket,
    "incident.update": { incidentId: at.incidentId, version: 1_000, wordsZh: "x", wordsEn: "x" },
    "incident.fix": { incidentId: at.incidentId, version: 1_000 },
    "incident.close": { incidentId: at.incidentId, version: 1_000 },
    "incident.cancel": { incidentId: at.incidentId, version: 1_000, wordsZh: "x", wordsEn: "x" },
    "incident.merge": {
      incidentId: at.incidentId,
      version: 1_000,
      intoId: at.incidentId,
      intoVersion: 1_000,
    },
    "incident.unmerge": { incidentId: at.incidentId, version: 1_000 },
    "incident.dismiss": { tickets: [ticket, ticket], households: 3 },
    "ticket.get": { ticketId: at.ticketId },
    "record.print": { ticketId: at.ticketId },
    "record.saveForm": {
      scope: "tap-drips",
      seen: 1_000,
      reason: "x",
      form: {
        checks: [],
        readings: [],
        fields: [],
        photos: { before: false, after: false },
        signature: true,
      },
    },
    "repeat.offered": { placeId: at.placeId, faultCode: "tap-drips" },
    "repeat.of": { ticketId: at.ticketId },
    "repeat.link": { ticketId: at.ticketId, firstId: at.ticketId },
    "repeat.takeBack": { ticketId: at.ticketId, reason: "mistake" },
    "repeat.rate": {
      by: "technician",
      siteId: at.siteId,
      from: new Date(Date.now() - 86_400_000).toISOString(),
      until: new Date().toISOString(),
    },
    "repeat.setWarranty": { siteId: at.siteId, categoryCode: "water", days: 90, source: "x" },
    "ticket.similar": { placeId: at.placeId, faultCode: "tap-drips", words: "x" },
    "triage.propose": { words: "马桶堵了", placeId: at.placeId },
    "triage.kept": { ticketId: at.ticketId },
    "ticket.follow": { ticketId: at.ticketId, personId: at.ownerId },
    "ticket.asked": { ticketId: at.ticketId },
    "ticket.sendLink": { ticketId: at.ticketId },
    "link.renew": { phone: `138${String(Math.random()).slice(2, 10)}` },
    "ticket.undo": ticket,
    "ticket.joinReporter": { ticketIds: [at.ticketId], personId: at.ownerId, reason: "said_so" },
    "ticket.correct": { ...ticket, reason: "misheard", words: "x" },
    "household.invite": {
      placeId: at.placeId,
      phone: `138${String(Math.random()).slice(2, 10)}`,
      relation: "family",
      decidesMoney: false,
    },
    "household.takeBack": { invitationId: at.sentId },
    "household.accept": { invitationId: at.askedId },
    "household.decline": { invitationId: at.askedId },
    "household.change": { householdId: at.householdId, rights: { money: true } },
    "household.end": { householdId: at.householdId, reason: "moved_out" },
    "household.people": { placeId: at.placeId },
    "household.add": {
      placeId: at.placeId,
      phone: `138${String(Math.random()).slice(2, 10)}`,
      name: "x",
      relation: "tenant",
      decidesMoney: false,
      reason: "moved_in",
    },
    "hotline.people": { query: "王" },
    "hotline.sites": {},
    "board.since": { siteId: at.siteId, seq: 0 },
    "board.detail": { ticketId: at.ticketId },
    "board.candidates": { ticketId: at.ticketId },
    "board.timeline": { siteIds: [at.siteId] },
    "board.grounds": { siteId: at.siteId },
    "display.make": { name: "x", siteIds: [at.siteId] },
    "display.renew": { displayId: at.displayId },
    "display.revoke": { displayId: at.displayId },
    "display.open": { code: "x" },
    "board.words": { ticketIds: [at.ticketId] },
    "board.reportedBy": { text: "王" },
    "savedView.save": { name: "late", query: "late=1" },
    // Saved a row above by the same person.
    "savedView.rename": { name: "late", to: "late" },
    "savedView.remove": { name: "late" },
    "field.job": { ticketId: at.ticketId },
    "ticket.noAccess": { ...ticket, reason: "hazard" },
    "appointment.slots": { ticketId: at.ticketId },
    "appointment.offer": { ticketId: at.ticketId, windows: [someWindow] },
    "appointment.choose": { ticketId: at.ticketId, appointmentId: at.ticketId, window: someWindow },
    "appointment.change": { ticketId: at.ticketId, window: someWindow },
    "appointment.cancel": { ticketId: at.ticketId, appointmentId: at.ticketId, reason: "later" },
    "hotline.take": { callId: at.callId },
    "hotline.finish": { callId: at.callId },
    "escalation.acknowledge": { escalationId: at.escalationId },
    "alarm.acknowledge": { alarmId: at.alarmId },
    "alarm.silence": { alarmIds: [at.alarmId] },
    "alarm.shelve": { alarmId: at.alarmId, reason: "drill", minutes: 15 },
    "alarm.unshelve": { alarmId: at.alarmId },
    "hotline.caller": { phone: "13800138000" },
    ...promiseInputs(at.siteId),
    ...stockInputs(stocked, at),
  };
  const onTicket = ["ticket.accept", "ticket.depart", "ticket.arrive", "ticket.resume", "ticket.endPause"];
  return inputs[operation] ?? (onTicket.includes(operation) ? ticket : {});
}

type Procedure = { _def: { type: "query" | "mutation"; meta?: { operation: OperationName } } };
const procedures = (api._def as unknown as { procedures: Record<string, Procedure> }).procedures;

/** The refusal of one call through the router, or null when it went through. */
async function attempt(actor: Actor, operation: OperationName, at: typeof own): Promise<string | null> {
  const caller = callApi({
    actor,
    now: new Date(),
    db: connection.db,
    requestId: "test",
    peer: randomUUID(),
  });
  const [noun, verb] = operation.split(".") as [string, string];
  const call = (caller as unknown as Record<string, Record<string, (input: unknown) => Promise<unknown>>>)[
    noun
  ]![verb]!;
  const input = inputOf(operation, at);
  try {
    await call(procedures[operation]!._def.type === "mutation" ? { key: randomUUID(), input } : input);
    return null;
  } catch (error) {
    assert.ok(error instanceof TRPCError, String(error));
    const { code } = refusalOf(error);
    assert.notEqual(code, "UNKNOWN", `${operation}: ${error.cause?.stack}`);
    return code;
  }
}

test("every operation behind the door has a row, and every row is an operation", () => {
  const paths = Object.keys(procedures).sort();
  const rows = Object.keys(expected).sort();
  assert.deepEqual(paths, rows, "write a row in server/domain/access/policy.ts and here for each procedure");
  for (const path of paths) assert.equal(procedures[path]!._def.meta?.operation, path);
  for (const name of Object.keys(policy)) {
    assert.ok(
      name in expected || name.startsWith("photo.") || policy[name as OperationName].system !== "no",
      name,
    );
  }
});

const stopped = ["NOT_ALLOWED", "NOT_SIGNED_IN", "NOT_FOUND"];

for (const [operation, row] of Object.entries(expected) as Array<[OperationName, string]>) {
  test(`${operation}: each role reaches what it may and nothing else`, async () => {
    const cells = row.split(" ");
    assert.equal(cells.length, columns.length);
    for (const [index, column] of columns.entries()) {
      const cell = cells[index];
      // Ending sessions must not end those of the actors that the next rows need.
      const actor: Actor = column === "anonymous" ? anonymous : here[column];
      const say = `${column} ${cell}`;
      if (cell === "-") {
        const code = column === "anonymous" ? "NOT_SIGNED_IN" : "NOT_ALLOWED";
        assert.equal(await attempt(actor, operation, own), code, say);
        continue;
      }
      const mine = await attempt(actor, operation, own);
      if (operation === "inbox.list")
        assert.equal(mine, "NOT_FOUND", `${say}: there is no inbox outside the demo`);
      else assert.ok(!stopped.includes(mine ?? ""), `${say} own: ${mine}`);
      if (cell === "+") continue;
      assert.equal(await attempt(actor, operation, foreign), "NOT_FOUND", `${say} at another site`);
      if (cell === "o")
        assert.equal(await attempt(actor, operation, neighbours), "NOT_FOUND", `${say} of somebody else`);
    }
  });
}

test("a screen on a wall reads its wall, may be opened anew, and reaches nothing else behind the door", async () => {
  const screen: Actor = { kind: "display", displayId: own.displayId, siteIds: [own.siteId] };
  for (const operation of Object.keys(expected) as OperationName[]) {
    const said = await attempt(screen, operation, own);
    if (operation === "wall.now") assert.equal(said, null);
    else if (operation === "display.open") assert.equal(said, "CODE_EXPIRED");
    else assert.equal(said, "NOT_ALLOWED", operation);
  }
  for (const operation of ["photo.upload", "photo.view"] as const)
    assert.equal(policy[operation].display, "no", operation);
});

test("what does not exist is refused in the same words as what is not theirs", async () => {
  const nowhere = {
    ticketId: randomUUID(),
    siteId: randomUUID(),
    placeId: randomUUID(),
    staffId: randomUUID(),
    workerId: randomUUID(),
    offerId: randomUUID(),
    callId: randomUUID(),
    alarmId: randomUUID(),
    ownerId: randomUUID(),
    escalationId: randomUUID(),
    incidentId: randomUUID(),
    householdId: randomUUID(),
    askedId: randomUUID(),
    sentId: randomUUID(),
    displayId: randomUUID(),
  };
  for (const operation of ["ticket.get", "ticket.cancel", "ticket.report"] as const) {
    assert.equal(await attempt(here.owner, operation, nowhere), "NOT_FOUND", operation);
  }
});

test("a resident never sees the note, the inner to and fro, or a name that is not the technician's", async () => {
  const caller = callApi({
    actor: here.owner,
    now: new Date(),
    db: connection.db,
    requestId: "test",
    peer: "x",
  });
  const seen = await caller.ticket.get({ ticketId: own.ticketId });
  const words = JSON.stringify(seen);
  for (const secret of ["阀门在水表井", "dispatcher", "operator"])
    assert.ok(!words.includes(`"${secret}"`), secret);
});

/**
 * Whoever had a ticket and has it no more, written down by hand: what he may still send is refused as not his now, but for
 * what he has used and his own words. Whatever is not here he reaches as little as a stranger.
 */
const formerHolder: Partial<Record<OperationName, string | null>> = {
  "ticket.accept": "NOT_YOURS_NOW",
  "ticket.decline": "NOT_YOURS_NOW",
  "ticket.handBack": "NOT_YOURS_NOW",
  "ticket.depart": "NOT_YOURS_NOW",
  "ticket.arrive": "NOT_YOURS_NOW",
  "ticket.pause": "NOT_YOURS_NOW",
  "ticket.resume": "NOT_YOURS_NOW",
  "ticket.complete": "NOT_YOURS_NOW",
  "ticket.noAccess": "NOT_YOURS_NOW",
  "ticket.contact": "NOT_YOURS_NOW",
  "ticket.message": "NOT_YOURS_NOW",
  "ticket.note": null,
  "appointment.offer": "NOT_YOURS_NOW",
  "appointment.change": "NOT_YOURS_NOW",
  "appointment.cancel": "NOT_YOURS_NOW",
  "quote.send": "NOT_YOURS_NOW",
  "stock.use": null,
  "stock.takeBack": "NOT_YOURS_NOW",
  "stock.reserve": "NOT_YOURS_NOW",
  "stock.release": "NOT_YOURS_NOW",
};
/** Theirs by something else than the ticket: an offer, a van, a person, a deadline that calls somebody by name. */
const byOther = [
  "offer.claim",
  "offer.pass",
  "stock.return",
  "technician.setAvailability",
  "escalation.acknowledge",
];

test("who had a ticket keeps of it what his phone has still to send, for a week, his words for good, and reads nothing", async () => {
  const world = await makeWorld(connection);
  const { technician, technician2, dispatcher, owner, siteId, places } = world;
  const ticketId = await report(owner, places.ownHome);
  const dispatch = { ticketId, version: 1, technicianId: technician.personId };
  await perform(assignTechnician, as(dispatcher, connection), dispatch, randomUUID());
  const on = {
    ticketId,
    version: 2,
    technicianId: technician2.personId,
    reason: "nearer",
    words: "",
  } as const;
  await perform(transferJob, as(dispatcher, connection), on, randomUUID());
  const at = { ...own, ticketId, siteId, placeId: places.ownHome };
  stocked.set(ticketId, { ...stocked.get(own.ticketId)!, ...(await stockAt(connection, world)) });
  const rows = Object.entries(expected) as Array<[OperationName, string]>;
  const asTechnician = rows.filter(([name, row]) => row.split(" ")[4] === "o" && !byOther.includes(name));
  for (const [operation] of asTechnician) {
    const want = operation in formerHolder ? formerHolder[operation] : "NOT_FOUND";
    assert.equal(await attempt(technician, operation, at), want, operation);
  }
  // A phone that was silent for longer than a week is told no more than a stranger; its technician's own words are taken.
  const long = new Date(Date.now() - 8 * 86_400_000);
  await connection.db
    .update(assignment)
    .set({ endedAt: long, assignedAt: long })
    .where(and(eq(assignment.ticketId, ticketId), eq(assignment.technicianId, technician.personId)));
  for (const operation of Object.keys(formerHolder) as OperationName[]) {
    const want = operation === "ticket.note" ? formerHolder[operation] : "NOT_FOUND";
    assert.equal(await attempt(technician, operation, at), want, operation);
  }
});
