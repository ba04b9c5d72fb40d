import { randomUUID } from "node:crypto";
import { connect } from "#db/client.ts";
import { phoneSystem } from "#server/testing/phoneSystem.ts";
import { openDatabase, type Sql } from "../../e2e/fixtures/database.ts";
import { type Door, doorWith } from "../../e2e/fixtures/door.ts";
import { openMany } from "../../e2e/fixtures/manyOpen.ts";
import { phoneSecret, plantDemo, startServer } from "../../e2e/fixtures/server.ts";
import { cookieOf } from "../../e2e/fixtures/session.ts";
import { layWire, type Wire } from "../../e2e/fixtures/wire.ts";
import { ensureBuild } from "../build.ts";
import { step } from "../step.ts";

/** What a picture needs beside a page: the database, others at their desks, a phone that rings, and a wire to be cut. */
export type Stage = {
  url: string;
  /** Where its database is, for whoever wants a connection of their own. */
  database: string;
  sql: Sql;
  wire: Wire;
  /** The API as this person uses it from elsewhere. */
  as(login: string): Promise<Door>;
  ring(from: string): Promise<void>;
  /** Files one repair from a home where nothing is open; `nth` of them. */
  report(fault: { code: string; urgency: number; words: string }): Promise<{ ticketId: string }>;
  many(count: number): Promise<void>;
  end(): Promise<void>;
};

/** A server on a database of its own, so that what somebody tried out is in no picture. */
export async function makeStage(): Promise<Stage> {
  await step("Pages built", ensureBuild);
  const demo = await step("Demo planted", () => plantDemo("mendline_shots"));
  const wire = await layWire();
  const server = await step("Serving", () => startServer({ ...demo, env: { MENDLINE_ORIGIN: wire.url } }));
  wire.lead(Number(new URL(server.url).port));
  const { sql, close } = openDatabase(demo.database);
  const doors = new Map<string, Door>();
  async function as(login: string): Promise<Door> {
    const known = doors.get(login);
    if (known) return known;
    const [who] = await sql<Array<{ id: string }>>`
      select person_id as id from staff_account where login = ${login}`;
    const door = doorWith(await cookieOf(sql, who!.id, "staff"), Number(new URL(server.url).port), wire.url);
    doors.set(login, door);
    return door;
  }
  return {
    url: wire.url,
    database: demo.database,
    sql,
    wire,
    as,
    async ring(from) {
      const [site] = await sql<Array<{ hotline: string }>>`select hotline from site where code = 'CH'`;
      const system = phoneSystem(wire.url, phoneSecret, "shots");
      await system.push({ call: randomUUID(), event: "new_call", line: site!.hotline, from });
    },
    async report({ code, urgency, words }) {
      const [home] = await sql<Array<{ id: string }>>`
        select p.id from place p join site s on s.id = p.site_id
        where s.code = 'CH' and p.kind = 'home' and not exists (select 1 from ticket t where t.place_id = p.id)
        order by p.id limit 1`;
      const door = await as("disp2");
      const input = {
        placeId: home!.id,
        faultCode: code,
        urgency,
        description: words,
        contactName: "王先生",
      };
      return door.tell("ticket.report", input);
    },
    async many(count) {
      const patient = connect(demo.database, { max: 2, patient: true });
      await openMany(patient.sql, "disp1", count);
      await patient.close();
    },
    async end() {
      await close();
      await server.stop();
      await wire.close();
      await demo.drop();
    },
  };
}
