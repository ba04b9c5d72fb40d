import { randomUUID } from "node:crypto";
import { database } from "#db/client.ts";
import { report } from "../log.ts";
import type { Face } from "./contract.ts";

const channel = "mendline_faces";
/** A notification holds 8,000 bytes; this leaves room for what is said around the faces. */
const longest = 7_000;
/** So often a server says that it is there, ms. */
const beatEvery = 10_000;
/** A server not heard for so long is gone, and so are its faces, ms. */
const patience = 30_000;

/** The faces of one site at one server, in as many parts as they need; `siteId` is left out of a mere sign of life. */
type Part = { from: string; siteId?: string; faces?: Face[]; last?: boolean; bye?: true };
type Peer = { heardAt: number; faces: Map<string, Face[]>; coming: Map<string, Face[]> };

export type Here = {
  /** The faces of the sockets of this server. */
  facesAt(siteId: string): Face[];
  /** The sites that have any. */
  sites(): string[];
  /** Others than before are at another server. */
  changed(siteId: string): void;
};

/**
 * The faces at the other servers on this database. They are told and heard by NOTIFY and kept in memory only: a server
 * that falls silent takes its faces with it, and one that comes is told all. `timing` is for tests, ms.
 */
export function shareFaces(here: Here, timing = { beatEvery, patience }) {
  const me = randomUUID();
  const peers = new Map<string, Peer>();
  let unlisten: (() => Promise<void>) | null = null;
  let closed = false;

  async function say(part: Omit<Part, "from">): Promise<void> {
    await database().sql.notify(channel, JSON.stringify({ from: me, ...part }));
  }
  /** One after the other, so that what was said last is heard last, whichever connection carries it. */
  let saying = Promise.resolve();
  function trySay(parts: Array<Omit<Part, "from">>): void {
    saying = saying
      .then(async () => {
        for (const part of closed ? [] : parts) await say(part);
      })
      .catch((error: unknown) => report(error, "the other servers were not told who is here"));
  }
  function tell(siteId: string): void {
    if (peers.size > 0) trySay(partsOf(siteId, here.facesAt(siteId)));
  }
  function forget(id: string): void {
    const sites = [...(peers.get(id)?.faces.keys() ?? [])];
    peers.delete(id);
    for (const siteId of sites) here.changed(siteId);
  }
  function heard(payload: string): void {
    const { from, siteId, faces, last, bye } = JSON.parse(payload) as Part;
    if (from === me || closed) return;
    if (bye) {
      forget(from);
      return;
    }
    let peer = peers.get(from);
    if (peer === undefined) {
      peer = { heardAt: 0, faces: new Map(), coming: new Map() };
      peers.set(from, peer);
      // One that is new here knows nothing of us either.
      trySay([{}, ...here.sites().flatMap((site) => partsOf(site, here.facesAt(site)))]);
    }
    peer.heardAt = Date.now();
    if (siteId === undefined || faces === undefined) return;
    const whole = [...(peer.coming.get(siteId) ?? []), ...faces];
    if (!last) return void peer.coming.set(siteId, whole);
    peer.coming.delete(siteId);
    if (whole.length > 0) peer.faces.set(siteId, whole);
    else peer.faces.delete(siteId);
    here.changed(siteId);
  }
  async function listen(): Promise<void> {
    const listening = await database().sql.listen(channel, (payload) => {
      try {
        heard(payload);
      } catch (error) {
        report(error, "what another server said of its faces is not understood");
      }
    });
    unlisten = listening.unlisten;
    await say({});
  }
  let opening = listen().catch(late);
  function late(error: unknown): void {
    report(error, "who is at other servers is not known; it is asked again in ten seconds");
  }
  const beat = setInterval(() => {
    if (unlisten === null) opening = listen().catch(late);
    else trySay([{}]);
    for (const [id, peer] of peers) if (Date.now() - peer.heardAt > timing.patience) forget(id);
  }, timing.beatEvery);

  return {
    /** The faces of a site at all other servers. */
    at(siteId: string): Face[] {
      return [...peers.values()].flatMap((peer) => peer.faces.get(siteId) ?? []);
    },
    /** The faces of a site at this server are others than they were. */
    tell,
    async close(): Promise<void> {
      clearInterval(beat);
      await opening;
      await saying;
      if (!closed && peers.size > 0) await say({ bye: true }).catch(() => {});
      closed = true;
      await unlisten?.().catch(() => {});
    },
  };
}

function partsOf(siteId: string, faces: Face[]): Array<Omit<Part, "from">> {
  const parts: Face[][] = [[]];
  let bytes = 0;
  for (const face of faces) {
    const size = Buffer.byteLength(JSON.stringify(face));
    if (bytes + size > longest) {
      parts.push([]);
      bytes = 0;
    }
    parts.at(-1)!.push(face);
    bytes += size + 1;
  }
  return parts.map((each, n) => ({ siteId, faces: each, last: n === parts.length - 1 }));
}
