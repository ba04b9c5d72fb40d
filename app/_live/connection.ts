"use client";
import { useEffect, useSyncExternalStore } from "react";
import { io, type Socket } from "socket.io-client";
import { displaySecret } from "#app/_display/secret.ts";
import { linkSecret } from "#app/_link/secret.ts";
import { type ClientToServer, type ServerToClient, socketPath } from "#server/live/contract.ts";

export type LiveState = "live" | "catching_up" | "offline";
export type Freshness = {
  state: LiveState;
  since: string;
  lastHeardAt: string;
  transport: string;
  /** The session ended elsewhere: no network brings the link back, somebody has to sign in again. */
  signedOut: boolean;
};

type Live = Socket<ServerToClient, ClientToServer>;

/** Silence for longer than this is no link: the server speaks every ten seconds. */
const silence = 15_000;

let socket: Live | undefined;
/** The tracking link or screen that the socket shook hands as; null: the session. */
let spokeAs: string | null = null;
let wanted = 0;
let catchingUp = 0;
let ended = false;
let freshness: Freshness = {
  state: "offline",
  since: "",
  lastHeardAt: "",
  transport: "",
  signedOut: false,
};
const watchers = new Set<() => void>();
const never: Freshness = freshness;

function now(): string {
  return new Date().toISOString();
}

function publish(change: Partial<Freshness>): void {
  const state = change.state ?? freshness.state;
  const since = state === freshness.state && freshness.since !== "" ? freshness.since : now();
  freshness = { ...freshness, ...change, state, since };
  for (const watcher of watchers) watcher();
}

function stateNow(): LiveState {
  if (!socket?.connected) return "offline";
  return catchingUp > 0 ? "catching_up" : "live";
}

function heard(): void {
  publish({ lastHeardAt: now(), state: stateNow() });
}

/** The page's one socket, made on first use. It only listens; commands go over HTTP. */
export function liveSocket(): Live {
  if (socket) return socket;
  const made: Live = io({
    path: socketPath,
    transports: ["websocket"],
    autoConnect: false,
    auth: (tell) => {
      const [link, display] = [linkSecret(), displaySecret()];
      spokeAs = link ?? display;
      tell(link !== null ? { link } : display !== null ? { display } : {});
    },
    reconnectionDelay: 300,
    reconnectionDelayMax: 5_000,
    randomizationFactor: 0.5,
    timeout: 8_000,
  });
  socket = made;
  made.on("connect", () => {
    // Somebody has signed in again in another tab, and it may be somebody else: this page is drawn anew for them.
    if (freshness.signedOut) return window.location.reload();
    ended = false;
    publish({ state: stateNow(), transport: made.io.engine.transport.name, lastHeardAt: now() });
  });
  made.on("disconnect", (reason) => {
    if (reason === "io client disconnect") return rest();
    publish({ state: "offline" });
    if (reason === "io server disconnect") tryAgainSoon(made);
  });
  made.on("connect_error", (error) => {
    if (error.message === "NOT_SIGNED_IN") ended = true;
    else if (!made.active) tryAgainSoon(made);
    publish({ state: "offline", signedOut: ended && spokeAs === null });
  });
  made.onAny(heard);
  made.io.on("ping", heard);
  window.addEventListener("offline", () => made.io.engine?.close());
  window.addEventListener("online", () => {
    if (wanted > 0 && !made.connected && !ended) made.connect();
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible" && wanted > 0 && !made.connected) made.connect();
  });
  setInterval(() => {
    if (made.connected && Date.now() - Date.parse(freshness.lastHeardAt) > silence) made.io.engine?.close();
  }, 1_000);
  return made;
}

function tryAgainSoon(made: Live): void {
  setTimeout(
    () => {
      if (wanted > 0 && !ended) made.connect();
    },
    1_000 + Math.random() * 2_000,
  );
}

/** Nobody listens any more: that is no lost link, so the sign begins anew. */
function rest(): void {
  freshness = never;
  for (const watcher of watchers) watcher();
}

/** How long a socket that nobody needs stays open, ms: the next page usually wants it at once. */
const linger = 2_000;

/** Keeps the socket open while the calling component is mounted. */
export function useLiveSocket(): void {
  useEffect(() => {
    const made = liveSocket();
    wanted += 1;
    // A socket that another page opened by its link has only that link's rights.
    if (made.connected && spokeAs !== (linkSecret() ?? displaySecret())) made.disconnect();
    if (!made.connected) made.connect();
    return () => {
      wanted -= 1;
      setTimeout(() => {
        if (wanted === 0) made.disconnect();
      }, linger);
    };
  }, []);
}

/** Who sits here is somebody again: a socket that was sent away for good tries once more. */
export function shakeHandsAgain(): void {
  ended = false;
  if (socket === undefined || wanted === 0) return;
  socket.disconnect();
  socket.connect();
}

/** Marks the page as catching up until the returned function is called. */
export function beginCatchUp(): () => void {
  catchingUp += 1;
  publish({ state: stateNow() });
  let done = false;
  return () => {
    if (done) return;
    done = true;
    catchingUp -= 1;
    publish({ state: stateNow() });
  };
}

function watch(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

/** How fresh this page is; `since` and `lastHeardAt` are empty until the first connection. */
export function useFreshness(): Freshness {
  return useSyncExternalStore(
    watch,
    () => freshness,
    () => never,
  );
}
