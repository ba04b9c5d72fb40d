import { mayFollow } from "../operations/ticket/follow.ts";
import { type Face, typingLasts } from "./contract.ts";
import type { Client, Gateway } from "./gateway.ts";
import { shareFaces } from "./otherFaces.ts";
import { room } from "./rooms.ts";

/** Many changes in one moment are told once, ms. */
const gather = 150;
/** More than one screen can show. */
const most = 300;

export type Looking = { ticketId: string; siteId: string; typing: boolean };

/**
 * Who looks at which ticket, and who types about it: told to the desks of its site, kept nowhere but with the sockets
 * themselves, so that whoever is gone is gone with theirs. A person with several screens is one face, at whatever server.
 */
export function openPresence(io: Gateway) {
  const due = new Map<string, NodeJS.Timeout>();
  /** When each socket that types is taken to have stopped: one that is cut off is found out only later. */
  const ends = new Map<string, NodeJS.Timeout>();

  const others = shareFaces({ facesAt: facesHere, sites, changed: tellSoon });

  function facesHere(siteId: string): Face[] {
    const faces = new Map<string, Face>();
    for (const id of io.sockets.adapter.rooms.get(room.desk(siteId)) ?? []) {
      const { actor, looking } = io.sockets.sockets.get(id)?.data ?? {};
      if (actor?.kind !== "staff" || looking?.siteId !== siteId || faces.size >= most) continue;
      const key = `${actor.personId} ${looking.ticketId}`;
      const typing = looking.typing || (faces.get(key)?.typing ?? false);
      const { personId, name, nameLatin } = actor;
      faces.set(key, { ticketId: looking.ticketId, personId, name, nameLatin, typing });
    }
    return [...faces.values()];
  }
  function sites(): string[] {
    return [...new Set([...io.sockets.sockets.values()].flatMap(({ data }) => data.looking?.siteId ?? []))];
  }
  /** Of all servers: a person who is at two of them is one face. */
  function facesAt(siteId: string): Face[] {
    const faces = new Map<string, Face>();
    for (const face of [...facesHere(siteId), ...others.at(siteId)]) {
      const key = `${face.personId} ${face.ticketId}`;
      const typing = face.typing || (faces.get(key)?.typing ?? false);
      faces.set(key, { ...face, typing });
    }
    return [...faces.values()].slice(0, most);
  }
  function changedHere(siteId: string): void {
    others.tell(siteId);
    tellSoon(siteId);
  }
  function tellSoon(siteId: string): void {
    if (due.has(siteId)) return;
    const timer = setTimeout(() => {
      due.delete(siteId);
      io.to(room.desk(siteId)).emit("faces", siteId, facesAt(siteId));
    }, gather);
    due.set(siteId, timer);
  }

  /** Only what this person may see can be looked at, and only a desk of its site hears of it. */
  async function look(socket: Client, at: unknown): Promise<void> {
    const wanted = read(at);
    const before = socket.data.looking;
    const turn = ++socket.data.turn;
    if (wanted !== null && wanted.ticketId !== before?.ticketId) {
      const may =
        socket.rooms.has(room.desk(wanted.siteId)) && (await mayFollow(socket.data.actor, wanted.ticketId));
      // Looked elsewhere meanwhile, or was cut off.
      if (turn !== socket.data.turn || !socket.connected) return;
      if (!may) return void socket.disconnect(true);
    }
    clearTimeout(ends.get(socket.id));
    ends.delete(socket.id);
    if (wanted?.typing)
      ends.set(
        socket.id,
        setTimeout(() => stops(socket), typingLasts),
      );
    socket.data.looking = wanted;
    if (JSON.stringify(wanted) === JSON.stringify(before)) return;
    for (const siteId of new Set([before?.siteId, wanted?.siteId])) if (siteId) changedHere(siteId);
  }
  function stops(socket: Client): void {
    ends.delete(socket.id);
    const { looking } = socket.data;
    if (looking === null) return;
    socket.data.looking = { ...looking, typing: false };
    changedHere(looking.siteId);
  }

  /** Whoever comes is told who is there; whoever goes is missed at once. */
  function greet(socket: Client): void {
    for (const joined of socket.rooms) {
      const siteId = /^desk:(.+)$/.exec(joined)?.[1];
      if (siteId !== undefined) socket.emit("faces", siteId, facesAt(siteId));
    }
    socket.once("disconnect", () => {
      clearTimeout(ends.get(socket.id));
      ends.delete(socket.id);
      const { looking } = socket.data;
      socket.data.looking = null;
      if (looking) changedHere(looking.siteId);
    });
  }
  return {
    look,
    greet,
    async close(): Promise<void> {
      await others.close();
      for (const timer of [...due.values(), ...ends.values()]) clearTimeout(timer);
    },
  };
}

function read(at: unknown): Looking | null {
  const { ticketId, siteId, typing } = (at ?? {}) as Partial<Looking>;
  if (typeof ticketId !== "string" || typeof siteId !== "string") return null;
  return { ticketId, siteId, typing: typing === true };
}
