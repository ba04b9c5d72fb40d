import type { Server as HttpServer, IncomingMessage } from "node:http";
import { Server, type Socket } from "socket.io";
import { actorFrom, actorOfSession, displayActor, linkActor } from "../auth/actorFrom.ts";
import { now as clockNow } from "../clock.ts";
import type { Actor } from "../domain/access/actor.ts";
import { sameOrigin } from "../http/origin.ts";
import { report } from "../log.ts";
import { onSessionEnded } from "../operations/doorbell.ts";
import { mayFollow } from "../operations/ticket/follow.ts";
import { type ClientToServer, type ServerToClient, socketPath } from "./contract.ts";
import { type Looking, openPresence } from "./presence.ts";
import { ownRoom, room, roomsOf } from "./rooms.ts";

type SocketData = {
  actor: Actor;
  allowance: number;
  refilled: number;
  following: Set<string>;
  looking: Looking | null;
  /** Counts what was looked at, so that a slow answer about an earlier ticket is not taken for the present one. */
  turn: number;
};
export type Gateway = Server<ClientToServer, ServerToClient, Record<string, never>, SocketData>;
export type Client = Socket<ClientToServer, ServerToClient, Record<string, never>, SocketData>;

const understood: ReadonlySet<string> = new Set<keyof ClientToServer>(["follow", "unfollow", "look"]);
const beatEvery = 10_000;
const recheckEvery = 60_000;
const followedAtMost = 30;
const messagesPerSecond = 20;
const burst = 60;
const socketsPerPerson = 600;

/**
 * The live side: who may connect, which rooms they are in, and when they are put out. A handshake needs our own Origin
 * and a live session, a tracking link or a screen's permission; they are asked again every minute, and a session that ends takes its sockets with it.
 */
export function openGateway(server: HttpServer): Gateway {
  const io: Gateway = new Server(server, {
    path: socketPath,
    serveClient: false,
    transports: ["websocket"],
    maxHttpBufferSize: 64 * 1024,
    pingInterval: 10_000,
    pingTimeout: 5_000,
    connectTimeout: 10_000,
    destroyUpgrade: false,
    perMessageDeflate: false,
    allowRequest: (request: IncomingMessage, answer) => answer(null, sameOrigin(request)),
  });
  io.use((socket, next) => {
    shaker(socket)
      .then((actor) => {
        const own = ownRoom(actor);
        if (own === null) return next(new Error("NOT_SIGNED_IN"));
        const sockets = io.sockets.adapter.rooms.get(own)?.size ?? 0;
        if (sockets >= socketsPerPerson) return next(new Error("SLOW_DOWN"));
        socket.data = {
          actor,
          allowance: burst,
          refilled: Date.now(),
          following: new Set(),
          looking: null,
          turn: 0,
        };
        next();
      })
      .catch((error: unknown) => {
        report(error, "a socket handshake failed");
        next(new Error("SAVE_LATER"));
      });
  });
  const presence = openPresence(io);
  io.on("connection", (socket) => welcome(socket, presence));
  const stopListening = onSessionEnded((sessionId) => io.in(room.session(sessionId)).disconnectSockets(true));
  const beat = setInterval(() => io.volatile.emit("beat", clockNow().toISOString()), beatEvery);
  const recheck = setInterval(() => void recheckAll(io), recheckEvery);
  const close = io.close.bind(io);
  io.close = async (done) => {
    clearInterval(beat);
    clearInterval(recheck);
    stopListening();
    await presence.close();
    await close(done);
  };
  return io;
}

type Presence = ReturnType<typeof openPresence>;

/** Who shakes hands: whoever holds the link or the screen's permission that it names, else whoever is signed in. */
function shaker(socket: Client): Promise<Actor> {
  const { link, display } = socket.handshake.auth as { link?: unknown; display?: unknown };
  if (link !== undefined) return linkActor(link);
  if (display !== undefined) return displayActor(display);
  return actorFrom(socket.request.headers.cookie);
}

function welcome(socket: Client, presence: Presence): void {
  void socket.join(roomsOf(socket.data.actor));
  presence.greet(socket);
  socket.use(([_event], next) => (spend(socket) ? next() : void socket.disconnect(true)));
  socket.onAny((event: string) => {
    if (!understood.has(event)) socket.disconnect(true);
  });
  socket.on("error", () => socket.disconnect(true));
  socket.on("follow", (ticketId, answer) => {
    if (typeof ticketId !== "string" || typeof answer !== "function") return void socket.disconnect(true);
    follow(socket, ticketId)
      .then(answer)
      .catch((error: unknown) => {
        report(error, "following a ticket failed");
        answer(false);
      });
  });
  socket.on("look", (at) => {
    presence.look(socket, at).catch((error: unknown) => report(error, "looking at a ticket failed"));
  });
  socket.on("unfollow", (ticketId) => {
    if (typeof ticketId !== "string" || !socket.data.following.delete(ticketId)) return;
    void socket.leave(room.ticket(ticketId));
  });
}

async function follow(socket: Client, ticketId: string): Promise<boolean> {
  const { actor, following } = socket.data;
  if (following.size >= followedAtMost || !(await mayFollow(actor, ticketId))) return false;
  following.add(ticketId);
  await socket.join(room.ticket(ticketId));
  return true;
}

/** A token bucket per socket: twenty messages a second, sixty at once. */
function spend(socket: Client): boolean {
  const now = Date.now();
  const { data } = socket;
  data.allowance = Math.min(burst, data.allowance + ((now - data.refilled) / 1000) * messagesPerSecond) - 1;
  data.refilled = now;
  return data.allowance >= 0;
}

/** Roles and homes change: every minute each session is asked anew, and leaves the rooms it has no right to any more. */
async function recheckAll(io: Gateway): Promise<void> {
  await recheckEach(io.sockets.sockets.values());
}

/** Asks anew at once what this person may still hear, because their homes changed. */
export async function recheckPerson(io: Gateway, personId: string): Promise<void> {
  const ids = io.sockets.adapter.rooms.get(room.person(personId)) ?? [];
  await recheckEach([...ids].flatMap((id) => io.sockets.sockets.get(id) ?? []));
}

async function recheckEach(sockets: Iterable<Client>): Promise<void> {
  for (const socket of sockets) {
    try {
      await recheck(socket);
    } catch (error) {
      report(error, "rechecking a socket failed");
    }
  }
}

async function recheck(socket: Client): Promise<void> {
  const { actor: before, following } = socket.data;
  if (before.kind === "anonymous" || before.kind === "system") return;
  const actor =
    "sessionId" in before ? await actorOfSession(before.sessionId, clockNow()) : await shaker(socket);
  if (actor.kind === "anonymous") return void socket.disconnect(true);
  socket.data.actor = actor;
  const right = new Set([socket.id, ...roomsOf(actor)]);
  for (const ticketId of following) {
    if (await mayFollow(actor, ticketId)) right.add(room.ticket(ticketId));
    else following.delete(ticketId);
  }
  for (const joined of socket.rooms) if (!right.has(joined)) await socket.leave(joined);
  await socket.join([...right]);
}
