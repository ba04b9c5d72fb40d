import type { Connection } from "#db/client.ts";
import { report } from "../log.ts";
import { alarmHeadOf, alarmHeads } from "../operations/alarm/list.ts";
import { type BoardEvent, eventsAfter } from "../operations/board/since.ts";
import { onCalls, onPerson, onRing, onSessionEnded, ringSessionEnded } from "../operations/doorbell.ts";
import { heads, listenForOthers, tellOthers } from "../operations/stream/follow.ts";
import { type Gateway, recheckPerson } from "./gateway.ts";
import { room } from "./rooms.ts";

const pollEvery = 2_000;
const coalesce = 5;
const page = 500;

/**
 * Carries committed events to the sockets of this process. A ring only says "look": the relay reads past its last
 * `seq`, so a lost ring is late and never lost, and every site's events leave in order.
 */
export function startRelay(
  io: Gateway,
  connection: Connection,
): { ready: Promise<void>; stop(): Promise<void> } {
  const last = new Map<string, number>();
  const alarms = new Map<string, number>();
  const running = new Map<string, Promise<void>>();
  const again = new Set<string>();
  const rung = new Set<string>();
  let knock: NodeJS.Timeout | undefined;
  let stopped = false;

  function pump(siteId: string): void {
    if (stopped) return;
    if (running.has(siteId)) return void again.add(siteId);
    const run = drain(siteId)
      .catch((error: unknown) => report(error, "relaying events failed; the poll will try again"))
      .finally(() => {
        running.delete(siteId);
        if (again.delete(siteId)) pump(siteId);
      });
    running.set(siteId, run);
  }

  async function drain(siteId: string): Promise<void> {
    for (;;) {
      const events = await eventsAfter(connection.db, siteId, last.get(siteId) ?? 0, page);
      if (events.length > 0) {
        emit(io, siteId, events);
        last.set(siteId, events.at(-1)!.seq);
      }
      if (events.length < page) return tellAlarms(siteId, await alarmHeadOf(connection.db, siteId));
    }
  }

  function tellAlarms(siteId: string, version: number): void {
    if (version <= (alarms.get(siteId) ?? 0)) return;
    alarms.set(siteId, version);
    io.to(room.desk(siteId)).emit("alarms", siteId, version);
  }

  function tellTheOthers(siteId: string): void {
    rung.add(siteId);
    knock ??= setTimeout(() => {
      knock = undefined;
      const sites = [...rung];
      rung.clear();
      tellOthers(
        connection,
        sites.map((site) => `site:${site}`),
      ).catch((error: unknown) => report(error, "ringing other processes failed"));
    }, coalesce);
  }

  const stopRing = onRing((siteId) => {
    pump(siteId);
    tellTheOthers(siteId);
  });
  const stopCalls = onCalls((siteId) => {
    io.to(room.hotline(siteId)).emit("calls");
    void tellOthers(connection, [`calls:${siteId}`]).catch(() => {});
  });
  function tellPerson(personId: string): void {
    // First out of the rooms that are theirs no more, then the news.
    void recheckPerson(io, personId).then(() => io.to(room.person(personId)).emit("homes"));
  }
  const stopPeople = onPerson((personId) => {
    tellPerson(personId);
    void tellOthers(connection, [`person:${personId}`]).catch(() => {});
  });
  let echo: string | null = null;
  const stopSessions = onSessionEnded((sessionId) => {
    if (sessionId !== echo) void tellOthers(connection, [`session:${sessionId}`]).catch(() => {});
  });

  const ready = (async () => {
    for (const head of await heads(connection.db)) last.set(head.id, head.seq);
  })();
  const listening = listenForOthers(connection, (what, id) => {
    if (what === "site") return pump(id);
    if (what === "person") return tellPerson(id);
    if (what === "calls") return void io.to(room.hotline(id)).emit("calls");
    echo = id;
    ringSessionEnded(id);
    echo = null;
  });
  const poll = setInterval(() => {
    heads(connection.db)
      .then((sites) => {
        for (const { id, seq } of sites) if (seq > (last.get(id) ?? 0)) pump(id);
      })
      .catch((error: unknown) => report(error, "the database does not answer the relay"));
    alarmHeads(connection.db).then(
      (sites) => {
        for (const { siteId, version } of sites) tellAlarms(siteId, version);
      },
      (error: unknown) => report(error, "the alarms can not be read; they will be in two seconds"),
    );
  }, pollEvery);

  return {
    ready: Promise.all([ready, listening]).then(() => {}),
    async stop() {
      stopped = true;
      clearInterval(poll);
      clearTimeout(knock);
      stopRing();
      stopCalls();
      stopPeople();
      stopSessions();
      await Promise.allSettled([...running.values(), listening.then((end) => end())]);
    },
  };
}

/** One packet for the desk; to walls, technicians and to whoever follows a ticket only the news that they should look. */
function emit(io: Gateway, siteId: string, events: BoardEvent[]): void {
  io.to(room.desk(siteId)).emit("events", events);
  io.to(room.wall(siteId)).emit("wall");
  for (const { ticketId, alsoFor, version, seq, type, at, technicianId, alsoTechnicians } of events) {
    const news = { ticketId, version, seq, type, at };
    if (ticketId !== "") io.to(room.ticket(ticketId)).emit("moved", news);
    for (const also of alsoFor ?? []) io.to(room.ticket(also)).emit("moved", { ...news, ticketId: also });
    const technicians = new Set(alsoTechnicians);
    if (technicianId !== null) technicians.add(technicianId);
    for (const id of technicians) io.to(room.technician(id)).emit("jobs", news);
  }
}
