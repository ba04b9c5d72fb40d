import type { person } from "#db/schema/person.ts";
import type { household } from "#db/schema/place.ts";
import type { Place } from "./estates.ts";
import { chineseName, foreignName, type Name, surname } from "./names.ts";
import { type Random, randomFrom } from "./random.ts";

export type Person = typeof person.$inferInsert;
export type Household = typeof household.$inferInsert;
/** Who may report about a home today. */
export type Resident = { person: Person; home: Place };

export const demoOwnerPhone = "+8613800138000";
export const demoTenantPhone = "+8613000009990";

export type Residents = {
  people: Person[];
  households: Household[];
  living: Map<string, Resident[]>;
  demoOwner: Person;
};

const day = 86_400_000;

/** People of every home: owners, families and tenants, with numbers nobody has in life. */
export function settle(random: Random, places: Place[], now: number): Residents {
  const homes = places.filter((p) => p.kind === "home");
  const people: Person[] = [];
  const households: Household[] = [];
  const living = new Map<string, Resident[]>();
  let counter = 1000;

  const mobile = () => `+861300000${String(counter++).padStart(4, "0")}`;
  const add = (name: Name, phone: string | null, locale: "zh" | "en", since: number): Person => {
    const who = { id: random.id(since), ...name, phone, locale, createdAt: new Date(since) };
    people.push(who);
    return who;
  };
  const move = (
    home: Place,
    who: Person,
    relation: Household["relation"],
    since: number,
    money: boolean,
    until: number | null = null,
  ) => {
    households.push({
      id: random.id(since),
      placeId: home.id,
      personId: who.id,
      relation,
      decidesMoney: money ? "yes" : "no",
      since: new Date(since),
      until: until === null ? null : new Date(until),
    });
  };
  const livesIn = (home: Place, who: Person) => {
    living.set(home.id, [...(living.get(home.id) ?? []), { person: who, home }]);
  };

  /** Her other home has a tenant. He draws from a stream of his own, so that nobody else's life changes with him. */
  const letOut = (home: Place, since: number) => {
    const own = randomFrom(since);
    const tenant: Person = {
      id: own.id(since),
      name: "林晓东",
      nameLatin: "Lin Xiaodong",
      phone: demoTenantPhone,
      locale: "zh",
      createdAt: new Date(since),
    };
    people.push(tenant);
    households.push({
      id: own.id(since),
      placeId: home.id,
      personId: tenant.id,
      relation: "tenant",
      decidesMoney: "no",
      since: new Date(since),
      until: null,
    });
  };

  const [first, second] = homesOfDemoOwner(homes);
  const movedIn = now - 900 * day;
  const demoOwner = add({ name: "王丽", nameLatin: "Wang Li" }, demoOwnerPhone, "zh", movedIn);
  move(first, demoOwner, "owner", movedIn, true);
  move(second, demoOwner, "owner", movedIn + 200 * day, true);
  const husband = add({ name: "陈志明", nameLatin: "Chen Zhiming" }, mobile(), "zh", movedIn);
  move(first, husband, "family", movedIn, true);
  letOut(second, now - 210 * day);
  livesIn(first, demoOwner);
  livesIn(first, husband);

  let lastOwner: Person | null = null;
  for (const home of homes) {
    if (home === first || home === second) continue;
    const since = now - random.int(120, 2400) * day;
    const abroad = random.chance(0.03);
    const family = surname(random);
    // A few owners have the next home too.
    const again: boolean = lastOwner !== null && random.chance(0.04);
    const landline = random.chance(0.02)
      ? `+86215550${random.int(1000, 9999)};ext=${random.int(801, 899)}`
      : null;
    const owner: Person =
      again && lastOwner !== null
        ? lastOwner
        : add(
            abroad ? foreignName(random) : chineseName(random, family),
            landline ?? mobile(),
            abroad ? "en" : "zh",
            since,
          );
    lastOwner = owner;
    move(home, owner, "owner", since, true);
    if (random.chance(0.06)) continue;
    if (random.chance(0.2)) {
      const rented = now - random.int(30, 500) * day;
      const tenant = add(
        random.chance(0.06) ? foreignName(random) : chineseName(random),
        mobile(),
        "zh",
        rented,
      );
      if (/^[A-Z]/.test(tenant.name)) tenant.locale = "en";
      move(home, tenant, "tenant", rented, false);
      livesIn(home, tenant);
      if (random.chance(0.3)) {
        const before = add(chineseName(random), mobile(), "zh", rented - 300 * day);
        move(home, before, "tenant", rented - 300 * day, false, rented - day);
      }
      continue;
    }
    livesIn(home, owner);
    if (!again && random.chance(0.62)) {
      // One in eight families uses a single number for everybody.
      const shared = random.chance(0.12) ? (owner.phone ?? null) : mobile();
      const partner = add(
        abroad ? foreignName(random) : chineseName(random),
        shared,
        abroad ? "en" : "zh",
        since,
      );
      move(home, partner, "family", since, true);
      livesIn(home, partner);
    }
    if (!abroad && !again && random.chance(0.22)) {
      const child = add(chineseName(random, family), random.chance(0.7) ? mobile() : null, "zh", since);
      move(home, child, "family", since, false);
      if (child.phone !== null) livesIn(home, child);
    }
  }
  return { people, households, living, demoOwner };
}

/** 翠湖花园 3栋2单元1802, and a home at the other site. */
export function homesOfDemoOwner(homes: Place[]): [Place, Place] {
  const at = (site: string, building: string, unit: string, room: string) => {
    const found = homes.find(
      ({ plate, unit: u, room: r }) =>
        plate.zh.site === site && plate.zh.building === building && u === unit && r === room,
    );
    if (found === undefined)
      throw new Error(`The demo estates have no home ${site} ${building} ${unit} ${room}.`);
    return found;
  };
  return [at("翠湖", "3栋", "2", "1802"), at("海棠", "5栋", "1", "301")];
}
