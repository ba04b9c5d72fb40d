import { randomUUID } from "node:crypto";
import type { Connection } from "#db/client.ts";
import { authSession } from "#db/schema/auth.ts";
import { fault, faultCategory } from "#db/schema/fault.ts";
import {
  person,
  shift,
  staffAccount,
  staffRole,
  team,
  technician,
  technicianSkill,
} from "#db/schema/person.ts";
import { building, household, place } from "#db/schema/place.ts";
import { site } from "#db/schema/site.ts";
import type { Actor, StaffRole } from "../domain/access/actor.ts";
import type { Context } from "../operations/operation.ts";
import { anySettings } from "./settings.ts";

type Resident = Extract<Actor, { kind: "resident" }>;
type Staff = Extract<Actor, { kind: "staff" }>;

/** A small estate of a test's own: two homes, a lift, one of each role, two technicians, three faults. */
export type World = Awaited<ReturnType<typeof makeWorld>>;

let counter = 0;

export async function makeWorld({ db }: Connection, now: Date = new Date()) {
  anySettings();
  const mark = `${randomUUID().slice(0, 4)}${counter++}`.toUpperCase();
  const siteId = randomUUID();
  await db.insert(site).values({
    id: siteId,
    code: `T${mark}`,
    nameZh: `试验园${mark}`,
    nameEn: `Test Court ${mark}`,
    timeZone: "Asia/Shanghai",
    hotline: "+865718888000",
  });
  const buildingId = randomUUID();
  await db
    .insert(building)
    .values({ id: buildingId, siteId, code: "3", nameZh: "3栋", nameEn: "Bldg 3", floors: 18 });
  const home = (room: string) => ({
    id: randomUUID(),
    siteId,
    buildingId,
    kind: "home" as const,
    unit: "2",
    floor: 18,
    room,
    plate: { zh: { building: "3栋", unit: "2单元", room }, en: { building: "Bldg 3", unit: "Unit 2", room } },
    note: "阀门在水表井",
    searchKey: `3-2-${room} 3栋2单元${room} 3d2dy${room}`,
  });
  const [ownHome, otherHome] = [home("1802"), home("1702")];
  const lift = {
    ...home(""),
    kind: "lift" as const,
    room: null,
    plate: { zh: { building: "3栋", spot: "1号梯" }, en: { building: "Bldg 3", spot: "Lift 1" } },
    searchKey: "3 1号梯 lift 1",
  };
  await db.insert(place).values([ownHome, otherHome, lift]);
  await db
    .insert(faultCategory)
    .values({ code: "water", nameZh: "水", nameEn: "Water", icon: "droplets", position: 1 })
    .onConflictDoNothing();
  const words: string[] = [];
  await db
    .insert(fault)
    .values([
      {
        code: "tap-drips",
        categoryCode: "water",
        nameZh: "水龙头漏水",
        nameEn: "Dripping tap",
        skill: "plumbing",
        urgency: 3,
        scope: "home",
        at: "home",
        minutes: 40,
        words,
        position: 1,
      },
      {
        code: "lift-trapped",
        categoryCode: "water",
        nameZh: "电梯困人",
        nameEn: "Trapped in lift",
        skill: "lift",
        urgency: 1,
        scope: "building",
        at: "public",
        minutes: 60,
        danger: "trapped",
        certificate: true,
        words,
        position: 2,
      },
      {
        code: "retired-fault",
        categoryCode: "water",
        nameZh: "旧",
        nameEn: "Old",
        skill: "plumbing",
        urgency: 3,
        scope: "home",
        at: "both",
        minutes: 40,
        words,
        position: 3,
        retiredAt: now,
      },
    ])
    .onConflictDoNothing();

  async function someone(name: string, phone: string | null) {
    const id = randomUUID();
    await db.insert(person).values({ id, name, nameLatin: name, phone, createdAt: now });
    return id;
  }
  async function session(personId: string, kind: "owner" | "staff") {
    const id = randomUUID();
    await db
      .insert(authSession)
      .values({ id, personId, kind, createdAt: now, expiresAt: new Date(now.getTime() + 86_400_000) });
    return id;
  }
  async function resident(name: string, phone: string, placeId: string): Promise<Resident> {
    const personId = await someone(name, phone);
    await db.insert(household).values({
      id: randomUUID(),
      placeId,
      personId,
      relation: "owner",
      decidesMoney: "yes",
      since: new Date(now.getTime() - 86_400_000),
    });
    return { kind: "resident", personId, sessionId: await session(personId, "owner"), name, locale: "zh" };
  }
  async function staff(role: StaffRole, name: string = role, atSite = siteId): Promise<Staff> {
    const personId = await someone(name, null);
    await db
      .insert(staffAccount)
      .values({ personId, login: `${name}-${randomUUID()}`, passwordHash: "none" });
    await db.insert(staffRole).values({ personId, siteId: atSite, role });
    return {
      kind: "staff",
      personId,
      sessionId: await session(personId, "staff"),
      name,
      locale: "zh",
      roles: [{ role, siteId: atSite }],
    };
  }
  const teamId = randomUUID();
  await db.insert(team).values({ id: teamId, nameZh: "一组", nameEn: "Team 1" });
  /** On shift for eight hours unless told otherwise. */
  async function worker(
    name: string,
    options: { hours?: number; skill?: "plumbing" | "lift" | "electrical" } = {},
  ): Promise<Staff> {
    const actor = await staff("technician", name);
    await db
      .insert(technician)
      .values({ personId: actor.personId, teamId, badge: mark, capacityMinutes: 480 });
    await db
      .insert(technicianSkill)
      .values({ personId: actor.personId, skill: options.skill ?? "plumbing", level: 2 });
    const hours = options.hours ?? 8;
    await db.insert(shift).values({
      id: randomUUID(),
      personId: actor.personId,
      startsAt: new Date(now.getTime() - 3_600_000),
      endsAt: new Date(now.getTime() + hours * 3_600_000),
    });
    return actor;
  }
  const phone = () => `+86138${String(Math.floor(Math.random() * 1e8)).padStart(8, "0")}`;

  return {
    siteId,
    buildingId,
    places: { ownHome: ownHome.id, otherHome: otherHome.id, lift: lift.id },
    owner: await resident("王丽", phone(), ownHome.id),
    neighbour: await resident("陈明", phone(), otherHome.id),
    operator: await staff("operator"),
    dispatcher: await staff("dispatcher"),
    dispatcher2: await staff("dispatcher", "dispatcher2"),
    lead: await staff("lead"),
    manager: await staff("manager"),
    admin: await staff("admin"),
    technician: await worker("李建国"),
    technician2: await worker("张伟"),
    offDuty: await worker("刘洋", { hours: -0.5 }),
    staff,
    resident,
    worker,
  };
}

/** The context of a request made by this actor now. */
export function as(actor: Actor, { db }: Connection, now: Date = new Date()): Context {
  return { actor, db, now };
}

export const anonymous: Actor = { kind: "anonymous" };
