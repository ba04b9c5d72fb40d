import { and, asc, eq, ilike, inArray, or } from "drizzle-orm";
import { z } from "zod";
import { person } from "#db/schema/person.ts";
import { household, place } from "#db/schema/place.ts";
import { hotlineSites } from "../../domain/access/hotlineSites.ts";
import type { PlateWords } from "../../domain/place/plate.ts";
import { words } from "../input.ts";
import { query } from "../operation.ts";
import { readPhone } from "../phone.ts";

export type KnownPerson = { id: string; name: string; nameLatin: string; homes: PlateWords[] };

const most = 8;

/** People with a home at the operator's sites by name, number or written place (`3-2-1502`), at most eight. */
export const findPeople = query({
  name: "hotline.people",
  input: z.strictObject({ query: words(60) }),
  async run({ db, actor }, input): Promise<{ people: KnownPerson[] }> {
    const number = readPhone(input.query);
    const typed = `%${input.query
      .normalize("NFKC")
      .toLowerCase()
      .replaceAll(/[\\%_]/g, "\\$&")}%`;
    const rows = await db
      .select({ id: person.id, name: person.name, nameLatin: person.nameLatin, plate: place.plate })
      .from(person)
      .innerJoin(household, eq(household.personId, person.id))
      .innerJoin(place, eq(place.id, household.placeId))
      .where(
        and(
          inArray(place.siteId, hotlineSites(actor)),
          or(
            number === null ? undefined : eq(person.phone, number),
            ilike(person.name, typed),
            ilike(person.nameLatin, typed),
            ilike(place.searchKey, typed),
          ),
        ),
      )
      .orderBy(asc(person.name), asc(person.id))
      .limit(most * 4);
    const people = new Map<string, KnownPerson>();
    for (const { plate, ...who } of rows) {
      const known = people.get(who.id) ?? { ...who, homes: [] };
      known.homes.push(plate);
      people.set(who.id, known);
    }
    return { people: [...people.values()].slice(0, most) };
  },
});
