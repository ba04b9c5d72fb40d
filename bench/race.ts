import { randomUUID } from "node:crypto";
import { Refused } from "#server/domain/refusal.ts";
import { perform } from "#server/operations/operation.ts";
import { assignTechnician } from "#server/operations/ticket/assign.ts";
import { sleep, tick } from "./parts/clock.ts";
import { command } from "./parts/door.ts";
import { type Context, type Ground, prepare } from "./parts/ground.ts";
import { type Metric, metric, print } from "./parts/metric.ts";

const racers = 64;
/** Calls that one person may make per minute, with room to spare. */
const perPersonAndMinute = 500;

type Ticket = { id: string; siteId: string };
type Tally = { attempts: number; won: number; taken: number; other: Map<string, number>; seconds: number };

/** 64 people send a technician to the same ticket at the same moment, ticket after ticket, on both paths. */
export default async function race(context: Context): Promise<void> {
  const quick = context.flags.includes("--quick");
  const ground = await prepare("race", context);
  const { sql } = ground.connection;
  const metrics: Metric[] = [];
  try {
    await sql`create table bare_claim (id uuid primary key, ticket_id uuid not null, technician_id uuid not null, ended_at timestamptz)`;
    await sql`create unique index bare_claim_one on bare_claim (ticket_id) where ended_at is null`;
    const tickets = await sql<Ticket[]>`
      select id, site_id as "siteId" from ticket where status = 'received' order by md5(id::text)`;
    const queue = [...tickets];
    const raced: Ticket[] = [];
    await together(queue.splice(0, 3), ground, raced, Number.POSITIVE_INFINITY);

    const rounds = quick ? 2 : 5;
    const seconds = quick ? 3 : 10;
    const control: number[] = [];
    const tallies: Tally[] = [];
    for (let i = 0; i < rounds; i++) {
      control.push(await bareClaims(ground, quick ? 1 : 3));
      tallies.push(await together(queue, ground, raced, seconds));
      if (queue.length === 0) throw new Error("the benchmark ran out of tickets");
    }
    const all = tallies.reduce((sum, one) => ({
      attempts: sum.attempts + one.attempts,
      won: sum.won + one.won,
      taken: sum.taken + one.taken,
      other: new Map([...sum.other, ...one.other]),
      seconds: sum.seconds + one.seconds,
    }));
    const violations = await violationsIn(ground, raced);
    const figures = { ours: all.attempts / all.seconds, n: all.attempts, control };
    metrics.push(metric("race", "claims", "attempts/s", figures, { least: 0.5 }));
    print(metrics, [
      `${raced.length} tickets, ${racers} racers each, half over HTTP and half in another process: ${violations.length} violations.`,
      `${all.won} won, ${all.taken} heard TICKET_TAKEN${[...all.other].map(([code, n]) => `, ${n} ${code}`).join("")}.`,
    ]);
    console.log(
      JSON.stringify({
        bench: "race",
        metric: "violations",
        ours: violations.length,
        limit: 0,
        ratio: null,
        unit: "tickets",
        n: raced.length,
        cv: 0,
        goal: "= 0",
        verdict: violations.length === 0 ? "met" : "missed",
      }),
    );
    if (violations.length > 0)
      throw new Error(`The race was not exact:\n${violations.slice(0, 10).join("\n")}`);
    if (all.won !== raced.length - 3 || all.other.size > 0)
      throw new Error(`${all.won} winners of ${raced.length - 3} tickets; ${[...all.other].join(" ")}`);
  } finally {
    await ground.end();
  }
}

/** Races ticket after ticket for so long, each with all racers at once. */
async function together(queue: Ticket[], ground: Ground, raced: Ticket[], seconds: number): Promise<Tally> {
  const tally: Tally = { attempts: 0, won: 0, taken: 0, other: new Map(), seconds: 0 };
  const { dispatchers, technicians } = ground.town;
  const begin = tick();
  const pace = (60_000 / perPersonAndMinute) * (racers / 2 / dispatchers.length);
  while (queue.length > 0 && tick() - begin < seconds * 1000) {
    const since = tick();
    const ticket = queue.shift()!;
    raced.push(ticket);
    const able = technicians.filter(({ siteId }) => siteId === ticket.siteId);
    const outcomes = await Promise.all(
      Array.from({ length: racers }, (_, n) => {
        const input = { ticketId: ticket.id, version: 1, technicianId: able[n % able.length]!.id };
        const who = dispatchers[(raced.length * 32 + (n >> 1)) % dispatchers.length]!;
        return n % 2 === 0 ? overHttp(ground, who.cookie, input) : inProcess(ground, who.actor, input);
      }),
    );
    for (const outcome of outcomes) {
      if (outcome === "won") tally.won++;
      else if (outcome === "TICKET_TAKEN") tally.taken++;
      else tally.other.set(outcome, (tally.other.get(outcome) ?? 0) + 1);
    }
    tally.attempts += racers;
    tally.seconds += (tick() - since) / 1000;
    // Below the door's own limit per person, which would otherwise be what is measured.
    const rest = pace - (tick() - since);
    if (rest > 0) await sleep(rest);
  }
  return tally;
}

type Order = { ticketId: string; version: number; technicianId: string };

async function overHttp({ port }: Ground, cookie: string, input: Order): Promise<string> {
  const { status, body } = await command(port, "ticket.assign", cookie, input);
  if (status === 200) return "won";
  return (JSON.parse(body) as { error: { message: string } }).error.message;
}

async function inProcess(
  { connection }: Ground,
  actor: Ground["town"]["dispatchers"][number]["actor"],
  input: Order,
): Promise<string> {
  try {
    await perform(assignTechnician, { actor, db: connection.db, now: new Date() }, input, randomUUID());
    return "won";
  } catch (error) {
    if (error instanceof Refused) return error.refusal.code;
    throw error;
  }
}

/** The same contest in its barest form: one insert under a partial unique index; answers attempts per second. */
async function bareClaims({ connection: { sql }, town }: Ground, seconds: number): Promise<number> {
  const begin = tick();
  let attempts = 0;
  while (tick() - begin < seconds * 1000) {
    const ticketId = randomUUID();
    const won = await Promise.all(
      Array.from({ length: racers }, async (_, n) => {
        const technicianId = town.technicians[n % town.technicians.length]!.id;
        const rows = await sql`
          insert into bare_claim (id, ticket_id, technician_id) values (${randomUUID()}, ${ticketId}, ${technicianId})
          on conflict do nothing returning id`;
        return rows.length;
      }),
    );
    if (won.reduce((sum, one) => sum + one, 0) !== 1) throw new Error("the bare claim itself is not exact");
    attempts += racers;
  }
  return attempts / ((tick() - begin) / 1000);
}

/** Tickets without exactly one active claim, one `assigned` event, and a row that agrees with both. */
async function violationsIn({ connection: { sql } }: Ground, raced: Ticket[]): Promise<string[]> {
  const rows = await sql<Array<{ id: string; claims: number; events: number; agrees: boolean }>>`
    select t.id,
      (select count(*)::int from assignment a where a.ticket_id = t.id and a.ended_at is null) as claims,
      (select count(*)::int from event e where e.ticket_id = t.id and e.type = 'assigned') as events,
      t.status = 'dispatched' and t.version = 2 and exists (
        select 1 from assignment a where a.id = t.assignment_id and a.technician_id = t.technician_id) as agrees
    from ticket t where t.id in ${sql(raced.map(({ id }) => id))}`;
  const wrong = rows.filter((row) => row.claims !== 1 || row.events !== 1 || !row.agrees);
  return wrong.map((row) => `${row.id}: ${row.claims} active claims, ${row.events} assigned events`);
}
