import { type Actor, type Role, type StaffRole, staffRoles } from "./actor.ts";

/**
 * Who may do what. `site`: anything at the sites of the role. `own`: only what is theirs (their report, their home,
 * their assignment). `self`: it concerns nobody but the caller. `no`: refused before anything is looked up.
 * A new operation without a row does not compile, and the matrix test walks every cell.
 */
export type Reach = "no" | "self" | "own" | "site";
type Row = Record<Role, Reach>;

function row(reach: Partial<Row>): Row {
  return {
    anonymous: "no",
    resident: "no",
    link: "no",
    display: "no",
    operator: "no",
    dispatcher: "no",
    technician: "no",
    lead: "no",
    manager: "no",
    admin: "no",
    system: "no",
    ...reach,
  };
}

const everyoneSignedIn: Partial<Row> = {
  resident: "self",
  operator: "self",
  dispatcher: "self",
  technician: "self",
  lead: "self",
  manager: "self",
  admin: "self",
};
const controlRoom: Partial<Row> = { dispatcher: "site", lead: "site", manager: "site" };
const watchers: Partial<Row> = { ...controlRoom, operator: "site" };
/** Whom a push may ring: technicians, and those whom a deadline calls. */
const rungStaff: Partial<Row> = { technician: "self", dispatcher: "self", lead: "self", manager: "self" };
/** Who keeps the list of the people of a home. */
const keepers: Partial<Row> = { operator: "site", dispatcher: "site", manager: "site", admin: "site" };
const ownViews: Partial<Row> = { operator: "self", dispatcher: "self", lead: "self", manager: "self" };

/** Who says which screens may show a site's wall. */
const wallKeepers: Partial<Row> = { lead: "site", manager: "site" };
/** Who answers for a site's materials. */
const storekeepers: Partial<Row> = { lead: "site", manager: "site", admin: "site" };
/** Who says what is promised, and in which hours it is kept. */
const promisers: Partial<Row> = { manager: "site", admin: "site" };

export const policy = {
  "session.requestCode": row({ anonymous: "self", ...everyoneSignedIn }),
  "session.end": row(everyoneSignedIn),
  "session.endAll": row(everyoneSignedIn),
  "session.endPerson": row({ manager: "site", admin: "site" }),
  "me.get": row({ anonymous: "self", ...everyoneSignedIn }),
  "push.key": row(rungStaff),
  "push.subscribe": row(rungStaff),
  "push.unsubscribe": row(rungStaff),
  "site.hotlines": row({ anonymous: "self", ...everyoneSignedIn }),
  "place.choices": row({ resident: "own", ...watchers, technician: "site" }),
  "place.search": row({ ...watchers, technician: "site" }),
  "placeCode.list": row({ dispatcher: "site", lead: "site", manager: "site", admin: "site" }),
  "placeCode.make": row({ lead: "site", manager: "site", admin: "site" }),
  "placeCode.revoke": row({ lead: "site", manager: "site", admin: "site" }),
  "placeCode.open": row({ anonymous: "self", ...everyoneSignedIn }),
  "place.spots": row({ anonymous: "self", link: "self", ...everyoneSignedIn }),
  "danger.report": row({ anonymous: "self", link: "self", ...everyoneSignedIn }),
  "catalogue.get": row({ anonymous: "self", ...everyoneSignedIn }),
  "ticket.report": row({
    resident: "own",
    operator: "site",
    dispatcher: "site",
    lead: "site",
    manager: "site",
    technician: "site",
    system: "site",
  }),
  "ticket.similar": row({ resident: "own", ...watchers }),
  "triage.propose": row({ anonymous: "self", resident: "own", ...watchers, technician: "site" }),
  "triage.kept": row(watchers),
  "ticket.follow": row({ resident: "own", operator: "site", dispatcher: "site", manager: "site" }),
  "ticket.asked": row(watchers),
  "ticket.joinReporter": row({ operator: "site", dispatcher: "site", manager: "site" }),
  "ticket.correct": row(watchers),
  "hotline.people": row({ operator: "site", dispatcher: "site", manager: "site" }),
  "ticket.mine": row({ resident: "own" }),
  "ticket.get": row({ resident: "own", link: "own", technician: "own", ...watchers }),
  "record.print": row({ resident: "own", link: "own", technician: "own", ...watchers }),
  "repeat.offered": row({ resident: "own", ...watchers }),
  "repeat.of": row({ resident: "own", link: "own", technician: "own", ...watchers }),
  "repeat.link": row(watchers),
  "repeat.takeBack": row(controlRoom),
  "repeat.rate": row({ lead: "site", manager: "site" }),
  "repeat.warranties": row(storekeepers),
  "repeat.setWarranty": row({ manager: "site", admin: "site" }),
  "ticket.triage": row(controlRoom),
  "ticket.assign": row(controlRoom),
  "ticket.transfer": row(controlRoom),
  "offer.mine": row({ technician: "self" }),
  "offer.claim": row({ technician: "own" }),
  "offer.pass": row({ technician: "own" }),
  "offer.board": row(watchers),
  "dispatch.modes": row({ lead: "site", manager: "site", admin: "site" }),
  "dispatch.setMode": row({ lead: "site", manager: "site", admin: "site" }),
  "promise.list": row(promisers),
  "promise.forecast": row(promisers),
  "promise.set": row(promisers),
  "promise.adopt": row(promisers),
  "promise.retire": row(promisers),
  "hours.list": row(promisers),
  "hours.choose": row(promisers),
  "hours.setWeek": row(promisers),
  "hours.setDay": row(promisers),
  "hours.removeDay": row(promisers),
  "technician.setAvailability": row({ technician: "own", ...controlRoom }),
  "technician.mine": row({ technician: "self" }),
  "technician.away": row(watchers),
  "technician.hello": row({ technician: "self" }),
  "technician.silent": row(watchers),
  "ticket.withdraw": row(controlRoom),
  "ticket.accept": row({ technician: "own" }),
  "ticket.decline": row({ technician: "own" }),
  "ticket.handBack": row({ technician: "own" }),
  "ticket.depart": row({ technician: "own" }),
  "ticket.arrive": row({ technician: "own" }),
  "ticket.pause": row({ technician: "own" }),
  "ticket.resume": row({ technician: "own" }),
  "ticket.complete": row({ technician: "own" }),
  "ticket.answer": row({ resident: "own", link: "own" }),
  "ticket.survey": row({ resident: "own", link: "own" }),
  "ticket.urge": row({
    resident: "own",
    link: "own",
    operator: "site",
    dispatcher: "site",
    lead: "site",
    manager: "site",
  }),
  "ticket.add": row({
    resident: "own",
    link: "own",
    operator: "site",
    dispatcher: "site",
    lead: "site",
    manager: "site",
  }),
  "ticket.wish": row({
    resident: "own",
    link: "own",
    operator: "site",
    dispatcher: "site",
    lead: "site",
    manager: "site",
  }),
  "ticket.keepAway": row({
    resident: "own",
    link: "own",
    operator: "site",
    dispatcher: "site",
    lead: "site",
    manager: "site",
  }),
  "ticket.cancel": row({
    resident: "own",
    link: "own",
    operator: "site",
    dispatcher: "site",
    manager: "site",
  }),
  "ticket.sendLink": row(watchers),
  "ticket.undo": row(watchers),
  "ticket.message": row({ technician: "own" }),
  "place.guide": row({ ...watchers, technician: "site" }),
  "ticket.note": row({ technician: "own" }),
  "place.writeGuide": row({ ...watchers, technician: "site" }),
  "site.numbers": row({ lead: "site", manager: "site", admin: "site" }),
  "site.setNumbers": row({ lead: "site", manager: "site", admin: "site" }),
  "ticket.contact": row({ technician: "own", ...watchers }),
  "ticket.turnDown": row(controlRoom),
  "ticket.merge": row(controlRoom),
  "ticket.unmerge": row(controlRoom),
  "incident.board": row(watchers),
  "incident.detail": row(watchers),
  "incident.running": row({ resident: "own", ...watchers }),
  "incident.count": row({ resident: "own", ...watchers }),
  "incident.answer": row({ resident: "own", link: "own", ...watchers }),
  "incident.scopes": row(controlRoom),
  "incident.open": row(controlRoom),
  "incident.plan": row(controlRoom),
  "incident.attach": row(controlRoom),
  "incident.detach": row(controlRoom),
  "incident.update": row(controlRoom),
  "incident.fix": row(controlRoom),
  "incident.close": row(controlRoom),
  "incident.cancel": row(controlRoom),
  "incident.dismiss": row(controlRoom),
  "incident.merge": row(controlRoom),
  "incident.unmerge": row(controlRoom),
  "photo.upload": row({
    resident: "self",
    link: "self",
    operator: "self",
    dispatcher: "self",
    technician: "self",
    lead: "self",
    manager: "self",
  }),
  "photo.view": row({ resident: "own", link: "own", technician: "own", ...watchers }),
  "escalation.list": row({ technician: "own", ...watchers }),
  "escalation.acknowledge": row({ technician: "own", ...watchers }),
  "board.snapshot": row(watchers),
  "board.since": row(watchers),
  "board.detail": row(watchers),
  "board.candidates": row(controlRoom),
  "board.timeline": row(watchers),
  "board.grounds": row(watchers),
  "wall.now": row({ display: "site", ...watchers }),
  "display.list": row(wallKeepers),
  "display.make": row(wallKeepers),
  "display.renew": row(wallKeepers),
  "display.revoke": row(wallKeepers),
  "display.open": row({ anonymous: "self", display: "self", ...everyoneSignedIn }),
  "board.marks": row(watchers),
  "board.words": row(watchers),
  "savedView.list": row(ownViews),
  "savedView.save": row(ownViews),
  "savedView.rename": row(ownViews),
  "savedView.remove": row(ownViews),
  "dispatch.propose": row(controlRoom),
  "alarm.list": row(watchers),
  "alarm.acknowledge": row(watchers),
  "alarm.log": row(watchers),
  "alarm.silence": row(watchers),
  "alarm.shelve": row(controlRoom),
  "alarm.unshelve": row(controlRoom),
  "hotline.caller": row({ operator: "site", dispatcher: "site", manager: "site" }),
  "hotline.sites": row({ operator: "site", dispatcher: "site", manager: "site" }),
  "hotline.calls": row({ operator: "site", dispatcher: "site", manager: "site" }),
  "hotline.take": row({ operator: "site", dispatcher: "site", manager: "site" }),
  "hotline.finish": row({ operator: "site", dispatcher: "site", manager: "site" }),
  "hotline.sit": row({ operator: "self", dispatcher: "self", manager: "self" }),
  "phone.hear": row({ system: "site" }),
  "field.jobs": row({ technician: "own" }),
  "field.job": row({ technician: "own" }),
  "household.list": row({ resident: "self" }),
  "household.invite": row({ resident: "own" }),
  "household.takeBack": row({ resident: "own" }),
  "household.accept": row({ resident: "own" }),
  "household.decline": row({ resident: "own" }),
  "household.change": row({ resident: "own" }),
  "household.end": row({ resident: "own", ...keepers }),
  "household.people": row(keepers),
  "household.add": row(keepers),
  "material.list": row({ technician: "site", ...controlRoom, admin: "site" }),
  "material.save": row(storekeepers),
  "stock.levels": row({ technician: "site", ...controlRoom, admin: "site" }),
  "stock.low": row({ ...controlRoom, admin: "site" }),
  "stock.mine": row({ technician: "self" }),
  "stock.ofTicket": row({ technician: "own", ...watchers }),
  "stock.history": row(storekeepers),
  "stock.usage": row(storekeepers),
  "stock.receive": row(storekeepers),
  "stock.issue": row(storekeepers),
  "stock.return": row({ technician: "own", ...storekeepers }),
  "stock.transfer": row(storekeepers),
  "stock.count": row(storekeepers),
  "stock.setLow": row(storekeepers),
  "stock.setLimit": row(storekeepers),
  "stock.setCharge": row({ lead: "site", manager: "site" }),
  "stock.settle": row(storekeepers),
  "stock.use": row({ technician: "own" }),
  "stock.takeBack": row({ technician: "own" }),
  "stock.reserve": row({ technician: "own", ...controlRoom }),
  "stock.release": row({ technician: "own", ...controlRoom }),
  "quote.send": row({ technician: "own" }),
  "quote.of": row({ resident: "own", link: "own", technician: "own", ...watchers }),
  "quote.answer": row({ resident: "own", link: "own" }),
  "ticket.noAccess": row({ technician: "own" }),
  "appointment.slots": row({ resident: "own", link: "own", technician: "own", ...watchers }),
  "appointment.offer": row({ technician: "own", ...watchers }),
  "appointment.choose": row({ resident: "own", link: "own", ...watchers }),
  "appointment.change": row({ resident: "own", link: "own", technician: "own", ...watchers }),
  "appointment.cancel": row({ resident: "own", link: "own", technician: "own", ...watchers }),
  "inbox.list": row({ anonymous: "self", ...everyoneSignedIn }),
  "import.places": row({ system: "site" }),
  "import.known": row({ system: "self" }),
  "import.catalogue": row({ system: "site" }),
  "import.lendStaff": row({ system: "site" }),
} satisfies Record<string, Row>;

export type OperationName = keyof typeof policy;

export function rolesOf(actor: Actor): Role[] {
  if (actor.kind !== "staff") return [actor.kind];
  return [...new Set(actor.roles.map((r) => r.role))];
}

/** May this actor try it at all? Whether the thing itself is in reach is asked again once it is loaded. */
export function mayTry(actor: Actor, operation: OperationName): boolean {
  return rolesOf(actor).some((role) => policy[operation][role] !== "no");
}

/** The staff roles that reach a whole site with this operation. */
export function siteRoles(operation: OperationName): StaffRole[] {
  return staffRoles.filter((role) => policy[operation][role] === "site");
}

/** Does one of the actor's roles reach only what is theirs? */
export function reachesOwn(actor: Actor, operation: OperationName): boolean {
  return rolesOf(actor).some((role) => policy[operation][role] === "own");
}
