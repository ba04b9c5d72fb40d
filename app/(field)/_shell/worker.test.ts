import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { createContext, runInContext } from "node:vm";

const code = readFileSync(new URL("../../../public/field-worker.js", import.meta.url), "utf8");
const origin = "https://mendline.invalid";
const me = "11111111-1111-4111-8111-111111111111";
const other = "22222222-2222-4222-8222-222222222222";
const ticket = (n: number) => `/jobs/${String(n).padStart(8, "0")}-0000-4000-8000-000000000000`;

/** A browser's caches, in memory and in the order in which things were put. */
function cacheStorage() {
  const all = new Map<string, Map<string, Response>>();
  const urlOf = (of: unknown) =>
    new URL(typeof of === "string" ? of : (of as { url: string }).url, origin).href;
  const open = async (name: string) => {
    const held = all.get(name) ?? new Map<string, Response>();
    all.set(name, held);
    return {
      match: async (of: unknown) => held.get(urlOf(of))?.clone(),
      put: async (of: unknown, answer: Response) => {
        held.delete(urlOf(of));
        held.set(urlOf(of), answer);
      },
      delete: async (of: unknown) => held.delete(urlOf(of)),
      keys: async () => [...held.keys()].map((url) => ({ url })),
    };
  };
  return {
    all,
    caches: {
      open,
      keys: async () => [...all.keys()],
      has: async (name: string) => all.has(name),
      delete: async (name: string) => all.delete(name),
      match: async (of: unknown) => {
        for (const held of all.values()) if (held.has(urlOf(of))) return held.get(urlOf(of))!.clone();
        return undefined;
      },
    },
  };
}

/** The worker of this build on a phone, and the office that answers it. */
function phone(office: (path: string) => Response | null) {
  const { all, caches } = cacheStorage();
  const listeners = new Map<string, (event: unknown) => void>();
  const asked: string[] = [];
  let takenOver = 0;
  const self = {
    addEventListener: (name: string, heard: (event: unknown) => void) => listeners.set(name, heard),
    skipWaiting() {
      takenOver += 1;
    },
    clients: { claim() {} },
  };
  const fetchFrom = async (of: unknown) => {
    const { pathname, search } = new URL(typeof of === "string" ? of : (of as { url: string }).url, origin);
    asked.push(pathname + search);
    const answer = office(pathname + search);
    if (answer === null) throw new TypeError("no network");
    return answer;
  };
  const context = {
    self,
    caches,
    fetch: fetchFrom,
    location: { href: `${origin}/field-worker.js?build=b2`, origin },
    URL,
    Response,
    setTimeout,
    Promise,
    Set,
  };
  runInContext(code, createContext(context));
  const tell = async (data: object) => {
    let done: Promise<unknown> = Promise.resolve();
    listeners.get("message")!({ data, waitUntil: (work: Promise<unknown>) => (done = work) });
    await done;
  };
  const ask = async (path: string, mode = "navigate") => {
    let answer: Promise<Response> | undefined;
    let after: Promise<unknown> = Promise.resolve();
    listeners.get("fetch")!({
      request: { method: "GET", url: origin + path, mode, headers: new Headers() },
      respondWith: (given: Promise<Response>) => (answer = given),
      waitUntil: (work: Promise<unknown>) => (after = Promise.all([after, work])),
    });
    const given = await answer;
    await after;
    return given;
  };
  const pages = () =>
    [...(all.get(`mendline-field-of-${me}`)?.keys() ?? [])].map((url) => url.slice(origin.length));
  return { all, tell, ask, asked, pages, listeners, takenOver: () => takenOver };
}

const paint = (person: string, more = "") =>
  new Response(`<div data-person="${person}">${more}<script src="/_next/static/a.js"></script></div>`);
const keep = (count: number, mark = "1") => ({
  kind: "keep",
  person: me,
  assets: [],
  pages: Array.from({ length: count }, (_, n) => ({ path: ticket(n), mark })),
});

test("the phone keeps sixty pages and two hundred photos at most, and lets go what is no longer on the list", async () => {
  const { tell, ask, pages } = phone((path) =>
    path.startsWith("/jobs/") ? paint(me) : new Response("file"),
  );
  await tell(keep(90));
  assert.equal(pages().filter((path) => path.startsWith("/jobs/0")).length, 60);
  for (let n = 0; n < 230; n++) await ask(`/api/photos/${ticket(n).slice(6)}?w=320`, "no-cors");
  const photos = pages().filter((path) => path.startsWith("/api/photos/"));
  assert.equal(photos.length, 200);
  assert.ok(photos[0]!.includes(ticket(30).slice(6)), "the oldest made room");
  await tell(keep(3));
  assert.deepEqual(
    pages().filter((path) => path.startsWith("/jobs/0")),
    [ticket(0), ticket(1), ticket(2)],
  );
});

test("what another person saw and what an older build needs is gone once this one has all of its own", async () => {
  const { all, tell } = phone((path) => (path.startsWith("/jobs/") ? paint(me) : new Response("file")));
  all.set(`mendline-field-of-${other}`, new Map([[`${origin}/jobs`, paint(other)]]));
  all.set("mendline-field-files-b1", new Map([[`${origin}/_next/static/old.js`, new Response("old")]]));
  await tell(keep(2));
  assert.deepEqual([...all.keys()].sort(), ["mendline-field-files-b2", `mendline-field-of-${me}`]);
});

test("a page painted for somebody else is never kept, and an ended session takes everything personal away", async () => {
  let session: "mine" | "other" | "ended" = "mine";
  const { all, tell, ask, pages } = phone((path) => {
    if (!path.startsWith("/jobs")) return new Response("file");
    if (session === "ended")
      return Object.defineProperty(new Response(""), "type", { value: "opaqueredirect" });
    return paint(session === "mine" ? me : other);
  });
  await tell(keep(1));
  session = "other";
  await ask(ticket(7));
  assert.ok(!pages().includes(ticket(7)));
  session = "ended";
  await ask("/jobs");
  assert.ok(![...all.keys()].some((name) => name.startsWith("mendline-field-of-")));
});

test("a job that is his no more leaves the phone at once, and comes back only as the office shows it now", async () => {
  let number = "13800138001";
  let online = true;
  const { all, tell, ask } = phone((path) =>
    !online ? null : path.startsWith("/jobs/") ? paint(me, number) : new Response("file"),
  );
  await tell(keep(2));
  const held = async () =>
    all
      .get(`mendline-field-of-${me}`)!
      .get(origin + ticket(0))
      ?.clone()
      .text();
  assert.match((await held())!, /13800138001/);
  number = "";
  await tell({ kind: "renew", path: ticket(0) });
  assert.ok(!(await held())!.includes("13800138001"));
  online = false;
  await tell({ kind: "renew", path: ticket(0) });
  assert.equal(await held(), undefined, "without network it is gone all the same");
  assert.equal((await ask(ticket(1)))!.status, 200, "the other opens without network");
});

test("an update takes over only when the page says that nothing is being done", async () => {
  const { tell, listeners, takenOver } = phone(() => new Response("file"));
  assert.equal(listeners.has("install"), false, "nothing takes over by being installed");
  await tell(keep(1));
  assert.equal(takenOver(), 0);
  await tell({ kind: "takeOver" });
  assert.equal(takenOver(), 1);
});

test("what is asked of a kept page is handed on to it, so that the record opens without network too", async () => {
  let online = true;
  const { tell, ask } = phone((path) =>
    !online ? null : path.startsWith("/jobs/") ? paint(me) : new Response("file"),
  );
  await tell(keep(1));
  online = false;
  const answer = (await ask(`${ticket(0)}?record=1`))!;
  assert.equal(answer.status, 302);
  assert.equal(answer.headers.get("location"), `${origin}${ticket(0)}#?record=1`);
});
