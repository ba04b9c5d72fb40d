import { hash } from "@node-rs/argon2";
import type { staffAccount, staffRole, team, technician, technicianSkill } from "#db/schema/person.ts";
import type { StaffRole } from "#server/domain/access/actor.ts";
import type { Skill } from "#server/domain/catalogue/skill.ts";
import type { Site } from "./estates.ts";
import type { Person } from "./households.ts";
import { chineseName } from "./names.ts";
import type { Random } from "./random.ts";
import { deskShifts, officeShifts, onDutyNow, type Shift, technicianShifts } from "./rota.ts";

export const staffPassword = "mendline-demo";

export type Technician = {
  id: string;
  name: string;
  phone: string;
  sites: string[];
  capacityMinutes: number;
  skills: Array<{ skill: Skill; level: number; certifiedUntil: string | null }>;
  shifts: Shift[];
};

export type Staff = {
  people: Person[];
  accounts: Array<typeof staffAccount.$inferInsert>;
  roles: Array<typeof staffRole.$inferInsert>;
  teams: Array<typeof team.$inferInsert>;
  technicianRows: Array<typeof technician.$inferInsert>;
  skillRows: Array<typeof technicianSkill.$inferInsert>;
  shifts: Shift[];
  technicians: Technician[];
  /** Desk people in the order of their logins. */
  desk: Record<"operator" | "dispatcher" | "lead" | "manager", Array<{ id: string; shifts: Shift[] }>>;
};

type Trade = {
  team: number;
  /** Where his trade starts in the ring of shifts; chosen so that every hour has eleven people or more. */
  offset: number;
  logins: number[];
  skills: Array<[Skill, 1 | 2 | 3]>;
  /** Skills only every second one of them has. */
  half?: Array<[Skill, 1 | 2 | 3]>;
  sites: "both" | "mixed";
};

const teamNames: Array<[string, string]> = [
  ["电梯班", "Lifts"],
  ["水暖班", "Plumbing and heating"],
  ["强电班", "Electrical"],
  ["弱电消防班", "Low voltage and fire"],
  ["综合维修班", "General repairs"],
];

const trades: Trade[] = [
  {
    team: 4,
    offset: 3,
    logins: [1],
    skills: [
      ["plumbing", 3],
      ["electrical", 3],
      ["locks", 2],
    ],
    sites: "both",
  },
  {
    team: 0,
    offset: 12,
    logins: [2, 3, 4, 5, 6, 7, 8, 9, 10],
    skills: [["lift", 3]],
    half: [["electrical", 2]],
    sites: "both",
  },
  {
    team: 0,
    offset: 9,
    logins: [11],
    skills: [
      ["lift", 2],
      ["electrical", 2],
    ],
    sites: "both",
  },
  {
    team: 1,
    offset: 13,
    logins: [12, 13, 14, 15, 16, 17, 18],
    skills: [
      ["plumbing", 3],
      ["gas", 2],
    ],
    half: [["hvac", 2]],
    sites: "both",
  },
  {
    team: 1,
    offset: 1,
    logins: [19, 20, 21, 22, 23, 24],
    skills: [
      ["plumbing", 2],
      ["masonry", 2],
      ["carpentry", 1],
    ],
    half: [["hvac", 2]],
    sites: "mixed",
  },
  {
    team: 2,
    offset: 7,
    logins: [25, 26, 27, 28, 29, 30, 31],
    skills: [["electrical", 3]],
    half: [["lowvoltage", 2]],
    sites: "both",
  },
  {
    team: 3,
    offset: 10,
    logins: [32, 33, 34, 35],
    skills: [
      ["lowvoltage", 3],
      ["fire", 2],
    ],
    half: [["locks", 2]],
    sites: "both",
  },
  {
    team: 4,
    offset: 13,
    logins: [36, 37, 38, 39, 40],
    skills: [
      ["carpentry", 3],
      ["locks", 2],
      ["cleaning", 2],
      ["fire", 1],
    ],
    half: [
      ["masonry", 2],
      ["hvac", 2],
    ],
    sites: "both",
  },
];

const certified: readonly Skill[] = ["lift", "gas", "electrical"];
/** Certificates that are out of date, and such that end within days. */
const lapsed: Array<[number, Skill]> = [
  [11, "lift"],
  [17, "gas"],
  [30, "electrical"],
];
const ending: Array<[number, Skill]> = [
  [10, "lift"],
  [16, "gas"],
  [29, "electrical"],
];

const dayMs = 86_400_000;
const isoDay = (at: number) => new Date(at).toISOString().slice(0, 10);

/** Everybody who works here, their trades and their shifts from `from` to `to`, ms. */
export async function hire(
  random: Random,
  sites: Site[],
  now: number,
  from: number,
  to: number,
): Promise<Staff> {
  const salt = Buffer.from(random.hex(16), "hex");
  const passwordHash = await hash(staffPassword, { salt });
  const siteIds = sites.map((s) => s.id);
  const hired = now - 800 * dayMs;
  const staff: Staff = {
    people: [],
    accounts: [],
    roles: [],
    teams: [],
    technicianRows: [],
    skillRows: [],
    shifts: [],
    technicians: [],
    desk: { operator: [], dispatcher: [], lead: [], manager: [] },
  };
  let counter = 1;
  const employ = (login: string, role: StaffRole, at: string[], name = chineseName(random)): Person => {
    const phone = `+861310000${String(counter++).padStart(4, "0")}`;
    const who: Person = { id: random.id(hired), ...name, phone, locale: "zh", createdAt: new Date(hired) };
    staff.people.push(who);
    staff.accounts.push({ personId: who.id, login, passwordHash, disabledAt: null });
    for (const siteId of at) staff.roles.push({ personId: who.id, siteId, role });
    return who;
  };
  const onDesk = (role: keyof Staff["desk"], login: string, shiftsOf: (id: string) => Shift[]) => {
    const who = employ(login, role, siteIds);
    const shifts = shiftsOf(who.id);
    staff.desk[role].push({ id: who.id, shifts });
    staff.shifts.push(...shifts);
  };
  const atDesk = (place: number, present: boolean) => (id: string) => {
    const shifts = deskShifts(random, id, place, from, to);
    return present ? onDutyNow(random, shifts, id, now, 10) : shifts;
  };
  for (let i = 0; i < 4; i++) onDesk("operator", `op${i + 1}`, atDesk(i, i === 0));
  for (let i = 0; i < 4; i++) onDesk("dispatcher", `disp${i + 1}`, atDesk(i, i < 2));
  for (const i of [0, 1] as const)
    onDesk("lead", `lead${i + 1}`, (id) => officeShifts(random, id, i, from, to));
  onDesk("manager", "manager", (id) => officeShifts(random, id, null, from, to));
  employ("admin", "admin", siteIds);

  staff.teams = teamNames.map(([nameZh, nameEn]) => ({ id: random.id(hired), nameZh, nameEn }));
  for (const trade of trades) {
    trade.logins.forEach((login, nth) => {
      const at = trade.sites === "mixed" ? (nth % 2 === 0 ? [siteIds[0]!] : [siteIds[1]!]) : siteIds;
      const name = login === 1 ? { name: "李建国", nameLatin: "Li Jianguo" } : chineseName(random);
      const who = employ(`tech${login}`, "technician", at, name);
      // Spread over the ring, so that each trade has somebody at work at any hour.
      const phase = Math.floor((nth * 21) / trade.logins.length) + trade.offset;
      const rota = technicianShifts(random, who.id, phase, from, to);
      const shifts = login === 1 ? onDutyNow(random, rota, who.id, now, 10) : rota;
      const skills = [...trade.skills, ...(nth % 2 === 0 ? (trade.half ?? []) : [])].map(
        ([skill, level]) => ({
          skill,
          level: Math.max(1, level - (nth % 3 === 2 ? 1 : 0)),
          certifiedUntil: certifiedUntil(random, login, skill, now),
        }),
      );
      const capacityMinutes = random.pick([300, 360, 360, 420, 480]);
      staff.technicians.push({
        id: who.id,
        name: who.name,
        phone: who.phone!,
        sites: at,
        capacityMinutes,
        skills,
        shifts,
      });
      staff.technicianRows.push({
        personId: who.id,
        teamId: staff.teams[trade.team]!.id,
        badge: `XD${String(login).padStart(3, "0")}`,
        capacityMinutes,
      });
      staff.skillRows.push(...skills.map((s) => ({ personId: who.id, ...s })));
      staff.shifts.push(...shifts);
    });
  }
  return staff;
}

function certifiedUntil(random: Random, login: number, skill: Skill, now: number): string | null {
  if (!certified.includes(skill)) return null;
  const isIn = (list: Array<[number, Skill]>) => list.some(([who, what]) => who === login && what === skill);
  if (isIn(lapsed)) return isoDay(now - random.int(95, 160) * dayMs);
  if (isIn(ending)) return isoDay(now + random.int(4, 20) * dayMs);
  return isoDay(now + random.int(120, 1300) * dayMs);
}
