// Many boards in one light process: raw sockets that speak just enough of Engine.IO, and check what they read.
import WebSocket from "ws";
import { answerParent } from "./child.ts";
import { tick } from "./clock.ts";

type Event = { siteId: string; seq: number; ticketId: string; version: number };
type Faults = { gaps: number; twice: number; disorder: number; closed: number };
/** One event as the boards read it: how many did, and when the last one had. */
export type Heard = { siteId: string; seq: number; boards: number; last: number };
type Board = { socket: WebSocket; seen: Map<string, number> };

const groups = new Map<string, Board[]>();
const heard = new Map<string, Heard>();
const parsed = new Map<string, Event[]>();
const heads = new Map<string, number>();
let faults: Faults = { gaps: 0, twice: 0, disorder: 0, closed: 0 };
let example: Event | null = null;

function read(board: Board, words: string): void {
  const at = tick();
  let events = parsed.get(words);
  if (events === undefined) {
    const [name, batch] = JSON.parse(words.slice(2)) as [string, Event[]];
    events = name === "events" ? batch : [];
    if (parsed.size > 200) parsed.clear();
    parsed.set(words, events);
    example ??= events[0] ?? null;
  }
  for (const event of events) {
    const last = board.seen.get(event.siteId) ?? heads.get(event.siteId);
    if (last !== undefined && event.seq !== last + 1) {
      if (event.seq === last) faults.twice++;
      else if (event.seq < last) faults.disorder++;
      else faults.gaps++;
    }
    board.seen.set(event.siteId, Math.max(last ?? 0, event.seq));
    const key = `${event.siteId} ${event.seq}`;
    const known = heard.get(key);
    if (known) {
      known.boards += 1;
      known.last = at;
    } else heard.set(key, { siteId: event.siteId, seq: event.seq, boards: 1, last: at });
  }
}

function open(group: string, url: string, headers: Record<string, string>, bare: boolean): Promise<void> {
  const socket = new WebSocket(url, { headers, perMessageDeflate: false });
  const board: Board = { socket, seen: new Map() };
  groups.set(group, [...(groups.get(group) ?? []), board]);
  return new Promise((resolve, reject) => {
    socket.once("error", reject);
    if (bare) socket.once("open", () => resolve());
    socket.on("close", () => {
      if (groups.get(group)?.includes(board)) faults.closed++;
    });
    socket.on("message", (data: Buffer) => {
      const words = data.toString("latin1", 0, 2);
      if (words === "42") return read(board, data.toString("utf8"));
      if (words[0] === "2") socket.send("3");
      else if (words[0] === "0") socket.send("40");
      else if (words === "40") resolve();
      else if (words === "44") reject(new Error(data.toString("utf8")));
    });
  });
}

answerParent({
  ready: () => true,
  /** Opens boards twenty at a time; a site's seq must go on from `heads`. */
  attach: async (about: {
    group: string;
    url: string;
    cookies: string[];
    origin: string;
    count: number;
    bare: boolean;
    heads: Array<{ id: string; seq: number }>;
  }) => {
    for (const { id, seq } of about.heads) heads.set(id, seq);
    for (let from = 0; from < about.count; from += 20) {
      const some = Array.from({ length: Math.min(20, about.count - from) }, (_, i) => {
        const cookie = about.cookies[(from + i) % Math.max(1, about.cookies.length)] ?? "";
        return open(about.group, about.url, { origin: about.origin, cookie }, about.bare);
      });
      await Promise.all(some);
    }
  },
  detach: (group: string) => {
    const boards = groups.get(group) ?? [];
    groups.delete(group);
    for (const { socket } of boards) socket.terminate();
  },
  attached: (group: string) => groups.get(group)?.length ?? 0,
  example: () => example,
  /** How many events every one of `boards` boards has read. */
  complete: (boards: number) => [...heard.values()].filter((one) => one.boards === boards).length,
  collect: () => {
    const all = { heard: [...heard.values()], faults };
    heard.clear();
    faults = { gaps: 0, twice: 0, disorder: 0, closed: 0 };
    return all;
  },
});
