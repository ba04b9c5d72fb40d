import type { ActorStamp } from "#server/domain/access/actor.ts";
import { firstUrgency, numberDay, openTicket, ticketNumber } from "#server/domain/ticket/open.ts";
import type { UrgencyLevel } from "#server/domain/ticket/ticket.ts";
import { shiftOf } from "./crew.ts";
import type { Said } from "./reports.ts";
import { noteReturn } from "./returns.ts";
import type { Script } from "./scripts.ts";
import { type Job, pace, photosAtMost, type World } from "./world.ts";

/** A report comes in through one of the doors and gets its number. */
export function intakeSteps(world: World) {
  const {
    random,
    crew,
    counters,
    ledger,
    promises,
    snaps,
    jobs,
    recently,
    later,
    soon,
    then,
    technicianStamp,
    residentStamp,
    onDesk,
    byDay,
  } = world;

  function report(said: Said, script: Script | null, at: number) {
    const { site, fault, place } = said;
    const day = numberDay(new Date(at), site.timeZone);
    const key = `${site.id} ${day}`;
    const counter = counters.get(key) ?? { siteId: site.id, day, last: 0 };
    counter.last++;
    counters.set(key, counter);
    const finder =
      said.source === "field" ? crew.find((m) => shiftOf(m, at) && m.who.sites.includes(site.id)) : undefined;
    const heard = finder
      ? { ...said, reporter: null, contactName: finder.who.name, contactPhone: finder.who.phone }
      : { ...said, source: said.source === "field" ? ("hotline" as const) : said.source };
    const byPhone = heard.source === "hotline" ? onDesk("operator", at) : null;
    const by: ActorStamp =
      byPhone ??
      (finder
        ? technicianStamp(finder)
        : heard.source === "portal" && heard.reporter
          ? residentStamp(heard.reporter.id)
          : { kind: "anonymous", id: null });
    // A call is heard before it is typed.
    const received = byPhone && random.chance(0.6) ? at - Math.round(random.int(20, 150) * 1000) : at;
    const id = random.id(at);
    const mayShow = by.kind === "resident" && snaps.length < photosAtMost - 3;
    const photos = mayShow && (script ? script.photo : at > recently && random.chance(0.2)) ? 1 : 0;
    const urgency = firstUrgency(heard.reportedUrgency, fault.urgency as UrgencyLevel);
    const [reportedAt, receivedAt] = [new Date(at).toISOString(), new Date(received).toISOString()];
    const { ticket, fact } = openTicket(
      {
        id,
        siteId: site.id,
        number: ticketNumber(site.code, day, counter.last),
        placeId: place.id,
        plate: place.plate,
        faultCode: fault.code,
        faultUrgency: fault.urgency as UrgencyLevel,
        reportedUrgency: heard.reportedUrgency,
        source: heard.source,
        receivedAt,
        photos,
      },
      promises.promise(
        { siteId: site.id, faultCode: fault.code, urgency },
        [{ type: "reported", at: reportedAt, receivedAt }],
        reportedAt,
      ),
    );
    ledger.add(null, fact, by, at, { ticketId: id, siteId: site.id });
    if (photos > 0)
      snaps.push({
        ticketId: id,
        uploaderId: by.id!,
        kind: "report",
        at: at - 30_000,
        faultCode: fault.code,
      });
    const job: Job = {
      ticket,
      said: heard,
      script,
      member: null,
      paused: false,
      row: {
        day,
        placeWords: heard.placeWords,
        description: heard.description,
        reporterId: heard.reporter?.id ?? null,
        filedById: by.id,
        contactName: heard.contactName,
        contactPhone: heard.contactPhone,
        registeredAt: new Date(at),
      },
      wanted: {
        ticketId: id,
        siteId: site.id,
        around: place.buildingId ?? place.id,
        skill: fault.skill,
        level: fault.level ?? 1,
        minutes: fault.minutes,
        urgency,
        certificate: fault.certificate ?? false,
        had: new Map(),
      },
    };
    if (script === null) noteReturn(world, job, fault.categoryCode, by, at);
    jobs.push(job);
    const sendAt = at + soon(pace[urgency].send);
    if (script) return then(job, "assign", at, sendAt);
    const fate = random.next();
    if (urgency > 2 && fate < 0.018) return later(job, "turnDown", byDay(at + soon(18)));
    if (urgency > 1 && fate < 0.035 && heard.reporter && by.kind === "resident")
      return later(job, "cancel", at + soon(4));
    if (fate < 0.24 || heard.reportedUrgency < fault.urgency!)
      return later(job, "triage", at + (sendAt - at) * 0.5);
    return later(job, "assign", urgency === 4 ? byDay(sendAt) : sendAt);
  }

  return { report };
}
