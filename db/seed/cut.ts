import type { notification } from "#db/schema/event.ts";
import type { incident, incidentHousehold, incidentUpdate } from "#db/schema/incident.ts";
import { type IncidentState, incidentDay, incidentNumber } from "#server/domain/incident/incident.ts";
import { scopePlate } from "#server/domain/incident/scope.ts";
import { siteTime } from "#server/domain/incident/words.ts";
import { numberDay } from "#server/domain/ticket/open.ts";
import { faults } from "./catalogue.ts";
import type { Resident } from "./households.ts";
import type { Ledger } from "./ledger.ts";
import { randomFrom } from "./random.ts";
import type { Town } from "./reports.ts";
import { onShift } from "./rota.ts";
import type { Staff } from "./staff.ts";

const minute = 60_000;
const tens = 10 * minute;

export type Cut = {
  incident: typeof incident.$inferInsert;
  households: Array<typeof incidentHousehold.$inferInsert>;
  updates: Array<typeof incidentUpdate.$inferInsert>;
  messages: Array<typeof notification.$inferInsert>;
  counter: { siteId: string; day: string; last: number };
};

/** A step of the story, to be told when the clock comes to `at`, ms. */
export type CutStep = { at: number; happen(): void };

/**
 * The heating of one unit is off, as was announced the day before, and it takes longer than was said: a running
 * incident whose homes were told twice. It draws from a stream of its own, so that nothing else changes with it.
 */
export function tellOfCut(
  town: Town,
  staff: Staff,
  ledger: Ledger,
  now: number,
): { cut: Cut; steps: CutStep[] } {
  const site = town.sites[0]!;
  const random = randomFrom(Math.floor(now / minute));
  const homes = unitOf(town.homes.get(site.id) ?? []);
  const first = homes[0]![0]!.home;
  const what = faults.find((fault) => fault.code === "no-heating")!;
  const announcedAt = now - 20 * 60 * minute;
  const updatedAt = now - 25 * minute;
  const round = (at: number) => new Date(Math.round(at / tens) * tens);
  const startsAt = round(now - 70 * minute);
  const firstUntil = round(now + 50 * minute);
  const until = round(now + 140 * minute);
  const day = numberDay(new Date(announcedAt), site.timeZone);
  const dispatcher = staff.desk.dispatcher;
  const by = (at: number) => (dispatcher.find((who) => onShift(who.shifts, at)) ?? dispatcher[0]!).id;
  const said = {
    announced: {
      zh: "检修本单元供暖阀门，检修期间暖气会变凉，自来水和热水不受影响。",
      en: "The heating valves of this unit are serviced. Radiators will cool down; tap water and hot water stay on.",
    },
    update: {
      zh: "阀门锈死，正在更换，比预计的晚一个半小时。老人孩子怕冷的，请打服务热线，我们送电暖气上门。",
      en: "A valve was rusted and is being replaced; it takes an hour and a half longer. Call the hotline if you need an electric heater at home.",
    },
  };
  const id = random.id(announcedAt);
  const row = {
    id,
    siteId: site.id,
    number: incidentNumber(site.code, day, 1),
    kind: "planned" as const,
    status: "open" as const,
    version: 2,
    scope: "riser" as const,
    buildingId: first.buildingId,
    unit: first.unit,
    plate: scopePlate("riser", first.plate),
    faultCode: what.code,
    urgency: what.urgency,
    leadTicketId: null,
    startsAt,
    expectedUntil: until,
    wordsZh: said.update.zh,
    wordsEn: said.update.en,
    households: homes.length,
    openedAt: new Date(announcedAt),
    toldAt: new Date(updatedAt),
  };
  const households = homes.map((living) => {
    const { home, person } = living[0]!;
    return {
      incidentId: id,
      key: home.id,
      placeId: home.id,
      via: "plan" as const,
      personId: person.id,
      address: person.phone ?? null,
      locale: person.locale ?? ("zh" as const),
      since: row.openedAt,
    };
  });
  const numbers = new Map(
    homes
      .flat()
      .flatMap(({ person }) => (/^\+861\d{10}$/.test(person.phone ?? "") ? [[person.phone!, person]] : [])),
  );
  const tell = (kind: string, at: number, words: { zh: string; en: string }, end: Date) =>
    [...numbers].map(([address, person]) => {
      const locale = person.locale ?? ("zh" as const);
      const time = (when: Date) => siteTime(when.toISOString(), site.timeZone, locale);
      return {
        id: random.id(at),
        personId: person.id,
        address,
        channel: "sms" as const,
        kind,
        ticketId: null,
        payload: { incident: row.number, words: words[locale], from: time(startsAt), until: time(end) },
        locale,
        createdAt: new Date(at),
        notBefore: new Date(at),
        attempts: 1,
        deliveredAt: new Date(at + 2000),
      };
    });
  const update = (at: number, words: { zh: string; en: string }, end: Date) => ({
    id: random.id(at),
    incidentId: id,
    at: new Date(at),
    byId: by(at),
    wordsZh: words.zh,
    wordsEn: words.en,
    expectedUntil: end,
    told: numbers.size,
  });
  const state = (end: Date): IncidentState => ({
    number: row.number,
    kind: row.kind,
    status: row.status,
    scope: row.scope,
    faultCode: row.faultCode,
    urgency: row.urgency,
    households: row.households,
    leadTicketId: null,
    startsAt: startsAt.toISOString(),
    expectedUntil: end.toISOString(),
  });
  const step = (
    at: number,
    type: "incident_opened" | "incident_updated",
    version: number,
    words: { zh: string; en: string },
    end: Date,
  ): CutStep => ({
    at,
    happen: () =>
      ledger.addOfIncident({ siteId: site.id, incidentId: id, version, salt: random.hex(16) }, type, at, {
        actor: { kind: "staff", id: by(at), role: "dispatcher" },
        data: type === "incident_opened" ? { told: numbers.size } : { told: numbers.size, ticketIds: [] },
        patch: state(end),
        words: `${words.zh}\n${words.en}`,
      }),
  });
  return {
    cut: {
      incident: row,
      households,
      updates: [update(announcedAt, said.announced, firstUntil), update(updatedAt, said.update, until)],
      messages: [
        ...tell("incident_announced", announcedAt, said.announced, firstUntil),
        ...tell("incident_update", updatedAt, said.update, until),
      ],
      counter: { siteId: site.id, day: incidentDay(day), last: 1 },
    },
    steps: [
      step(announcedAt, "incident_opened", 1, said.announced, firstUntil),
      step(updatedAt, "incident_updated", 2, said.update, until),
    ],
  };
}

/** The homes of the unit in which the last of them lies. */
function unitOf(homes: Resident[][]): Resident[][] {
  const last = homes.at(-1)![0]!.home;
  return homes.filter(([one]) => one!.home.buildingId === last.buildingId && one!.home.unit === last.unit);
}
