import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { createContext, runInContext } from "node:vm";

const served = (name: string) => readFileSync(new URL(`../../../public/${name}`, import.meta.url), "utf8");
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
function phone(office: (path: string) => Response | null, worker = "field-worker") {
  const { all, caches } = cacheStorage();
  const listeners = new Map<string, (event: unknown) => void>();
  const asked: string[] = [];
  const sent: Array<{ path: string; body: unknown }> = [];
  const rung: object[] = [];
  const windows: object[] = [];
  const notices: object[] = [];
  let takenOver = 0;
  let later = 0;
  const self = {
    addEventListener: (name: string, heard: (event: unknown) => void) => listeners.set(name, heard),
    skipWaiting() {
      takenOver += 1;
    },
    clients: {
      claim() {},
      matchAll: async () => windows,
      openWindow: async (path: string) => void windows.push({ path }),
    },
    registration: {
      pushManager: { subscribe: async (options: object) => ({ toJSON: () => subscribed(options) }) },
      getNotifications: async () => notices,
      showNotification: async (title: string, options: object) => void rung.push({ title, ...options }),
    },
  };
  const fetchFrom = async (of: unknown, { body }: { body?: string } = {}) => {
    const { pathname, search } = new URL(typeof of === "string" ? of : (of as { url: string }).url, origin);
    asked.push(pathname + search);
    if (body !== undefined) sent.push({ path: pathname, body: JSON.parse(body) });
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
    crypto,
    Date: { now: () => Date.now() + later },
  };
  const scope = createContext(Object.assign(context, { importScripts: (...names: string[]) => run(names) }));
  const run = (names: string[]) => {
    for (const name of names) runInContext(served(name.slice(1)), scope);
  };
  run([`/${worker}.js`]);
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
  const push = async (said: unknown) => {
    let done: Promise<unknown> = Promise.resolve();
    const data = { json: () => JSON.parse(said as string) };
    listeners.get("push")!({ data, waitUntil: (work: unknown) => (done = Promise.all([done, work])) });
    await done;
  };
  const moved = async (said: object) => {
    let done: Promise<unknown> = Promise.resolve();
    listeners.get("pushsubscriptionchange")!({
      ...said,
      waitUntil: (work: Promise<unknown>) => (done = work),
    });
    await done;
  };
  const wait = (ms: number) => {
    later += ms;
  };
  const press = async (path: string) => {
    let done: Promise<unknown> = Promise.resolve();
    const notification = { close() {}, data: { path } };
    listeners.get("notificationclick")!({
      notification,
      waitUntil: (work: Promise<unknown>) => (done = work),
    });
    await done;
  };
  return {
    all,
    tell,
    ask,
    asked,
    pages,
    listeners,
    rung,
    windows,
    push,
    press,
    moved,
    sent,
    takenOver: () => takenOver,
    wait,
    notices,
  };
}

const subscribed = (options: object) => ({
  endpoint: "https://push.invalid/new",
  keys: { p256dh: "p", auth: "a", ...options },
});

const paint = (person: string, more = "") =>
  new Response(`<div data-person="${person}">${more}<script src="/_next/static/a.js"></script></div>`);
const keep = (count: number, mark = "1") => ({
  kind: "keep",
  person: me,
  assets: [],
  pages: Array.from({ length: count }, (_, n) => ({ path: ticket(n), mark })),
});

test("the phone keeps sixty pages and two hundred photos at most, and lets go what is no longer on the list", async () => {
  const { tell, ask, pages } = phone((path) => (path.startsWith("/jobs") ? paint(me) : new Response("file")));
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
  const { all, tell } = phone((path) => (path.startsWith("/jobs") ? paint(me) : new Response("file")));
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
    !online ? null : path.startsWith("/jobs") ? paint(me, number) : new Response("file"),
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
    !online ? null : path.startsWith("/jobs") ? paint(me) : new Response("file"),
  );
  await tell(keep(1));
  online = false;
  const answer = (await ask(`${ticket(0)}?record=1`))!;
  assert.equal(answer.status, 302);
  assert.equal(answer.headers.get("location"), `${origin}${ticket(0)}#?record=1`);
});

test("a message leads to a page of its own people and nowhere else, whatever it says", async () => {
  for (const [worker, home, mine] of [
    ["field-worker", "/jobs", ticket(1)],
    ["desk-worker", "/board", `/board?ticket=${me}`],
  ] as const) {
    const { push, press, rung, windows } = phone(() => new Response("file"), worker);
    const said = { title: "修达", body: "3栋", tag: "t" };
    await push(JSON.stringify({ ...said, path: mine }));
    await push(JSON.stringify({ ...said, path: "https://elsewhere.invalid/" }));
    await push("no note at all");
    const paths = rung.map((each) => (each as { data: { path: string } }).data.path);
    assert.deepEqual(paths, [mine, home, home]);
    await press(mine);
    const opened = { path: mine, focused: false };
    assert.deepEqual(windows, [{ path: mine }]);
    Object.assign(windows[0]!, {
      focus: async () => {
        opened.focused = true;
      },
      navigate: async (path: string) => {
        opened.path = path;
      },
    });
    await press(home);
    assert.deepEqual([opened.focused, opened.path], [true, home], "a page that is open is led there");
  }
});

test("a browser that takes another address for its messages tells the office, but for nobody who has signed out", async () => {
  for (const worker of ["field-worker", "desk-worker"]) {
    const { moved, sent, all } = phone(() => new Response("{}"), worker);
    await moved({ oldSubscription: { options: { auth: "anew" } }, newSubscription: null });
    await moved({ oldSubscription: null, newSubscription: { toJSON: () => subscribed({ auth: "given" }) } });
    await moved({ oldSubscription: null, newSubscription: null });
    const said = sent.map(({ path, body }) => [path, (body as { input: object }).input]);
    const input = (auth: string) => ({ endpoint: "https://push.invalid/new", p256dh: "p", auth });
    assert.deepEqual(said, [
      ["/api/trpc/push.subscribe", input("anew")],
      ["/api/trpc/push.subscribe", input("given")],
    ]);
    if (worker === "desk-worker") continue;
    all.set("mendline-field-ending", new Map([[`${origin}/jobs/ending`, new Response(me)]]));
    await moved({ oldSubscription: { options: {} }, newSubscription: null });
    assert.equal(sent.length, 2);
  }
});

test("a page that was kept long ago opens without network, but with no number to call the owner", async () => {
  let online = true;
  const number = "+8613800138001";
  const hotline = "+8657188880000";
  const painted =
    `<a href="tel:${number}" data-testid="call"><span class="field-phone">138 0013 8001</span></a>` +
    `<a href="tel:${hotline}">desk</a><script>push("{\\"contact\\":{\\"phone\\":\\"${number}\\"},\\"hotline\\":\\"${hotline}\\"}")</script>`;
  const { tell, ask, wait } = phone((path) =>
    !online ? null : path.startsWith("/jobs") ? paint(me, painted) : new Response("file"),
  );
  await tell(keep(1));
  online = false;
  const shown = async () => (await ask(ticket(0)))!.text();
  assert.ok((await shown()).includes(number));
  wait(3.9 * 3_600_000);
  assert.ok((await shown()).includes(number), "a job below ground");
  wait(0.2 * 3_600_000);
  const late = await shown();
  assert.ok(!late.includes("13800138001") && !late.includes("138 0013 8001"), late);
  assert.ok(late.includes(hotline), "the desk can be called");
  assert.ok(late.includes(`data-person="${me}"`));
  wait(-5 * 3_600_000);
  assert.ok(!(await shown()).includes(number), "a clock that was set back proves nothing");
});

test("the word that a job is his no more takes its page with it, also while the app is closed", async () => {
  let gone = false;
  const { tell, pages, push, rung } = phone((path) =>
    gone && path === ticket(0)
      ? new Response("", { status: 404 })
      : path.startsWith("/jobs")
        ? paint(me)
        : new Response("file"),
  );
  await tell(keep(2));
  gone = true;
  await push(JSON.stringify({ title: "修达", body: "", path: ticket(1), tag: ticket(1).slice(6) }));
  assert.ok(pages().includes(ticket(1)), "news of a job that is his");
  await push(JSON.stringify({ title: "修达", body: "", path: "/jobs", tag: ticket(0).slice(6) }));
  assert.ok(!pages().includes(ticket(0)));
  assert.ok(pages().includes(ticket(1)));
  assert.equal(rung.length, 2);
});

test("photos go with the last page that names them, and are then asked for again", async () => {
  const photo = (n: number) => `/api/photos/${ticket(n).slice(6)}?w=320`;
  let may = true;
  const { tell, ask, pages } = phone((path) => {
    if (path.startsWith("/api/photos")) return new Response("a room", { status: may ? 200 : 404 });
    const n = Number(path.slice(6, 14));
    return path.startsWith("/jobs")
      ? paint(me, `<img src="${photo(100 + n)}"><img src="${photo(200)}">`)
      : new Response("");
  });
  await tell(keep(2));
  await ask(photo(101).replace("320", "1600"), "no-cors");
  assert.equal(pages().filter((path) => path.startsWith("/api/photos/")).length, 4);
  await tell(keep(1));
  const left = pages().filter((path) => path.startsWith("/api/photos/"));
  assert.deepEqual(left.sort(), [photo(100), photo(200)].sort(), "what the other page names too stays");
  may = false;
  assert.equal((await ask(photo(101), "no-cors"))!.status, 404);
});

test("whoever signed out without network stays signed out here, and his session ends before anything else is asked", async () => {
  let online = false;
  let session = true;
  const { all, tell, ask, asked, push, rung, notices } = phone((path) => {
    if (!online) return null;
    if (path === "/api/trpc/session.end") {
      session = false;
      return Response.json({ result: { data: { ended: 1 } } });
    }
    if (path.startsWith("/jobs"))
      return session
        ? paint(me, "13800138001")
        : Object.defineProperty(new Response(""), "type", { value: "opaqueredirect" });
    return new Response("file");
  });
  online = true;
  await tell(keep(2));
  online = false;
  // As the page does it.
  for (const name of [...all.keys()]) if (name.startsWith("mendline-field-of-")) all.delete(name);
  all.set("mendline-field-ending", new Map([[`${origin}/jobs/ending`, new Response(me)]]));
  const shown = await (await ask(ticket(0)))!.text();
  assert.ok(shown.includes("已退出登录") && shown.includes("Signed out"));
  assert.ok(!shown.includes(me));
  await push(JSON.stringify({ title: "修达", body: "3栋 水管爆裂", path: ticket(0), tag: "t" }));
  assert.equal((rung[0] as { body: string }).body, "", "news of his is nobody's");
  online = true;
  let closed = 0;
  notices.push({
    close() {
      closed += 1;
    },
  });
  asked.length = 0;
  await tell(keep(2));
  assert.deepEqual(asked, [], "nothing is fetched in his name");
  await ask("/jobs");
  assert.deepEqual(asked.slice(0, 2), ["/api/trpc/session.end", "/jobs"]);
  assert.equal(session, false);
  assert.ok(!all.has("mendline-field-ending"));
  assert.ok(closed > 0, "notices of his are taken out of the tray");
});

test("while somebody signs in nobody's kept pages are shown, until a page was painted for whoever it is now", async () => {
  let online = true;
  let session = me;
  const { all, tell, ask } = phone((path) =>
    !online ? null : path.startsWith("/jobs") ? paint(session) : new Response("file"),
  );
  await tell(keep(2));
  assert.equal((await ask(ticket(0)))!.status, 200);
  // As the sign-in page does it; then the link goes before it is known who that is.
  all.set("mendline-field-entering", new Map());
  session = other;
  online = false;
  await assert.rejects(ask(ticket(0)), /no network/);
  await assert.rejects(ask("/jobs"), /no network/);
  online = true;
  await tell(keep(2));
  online = false;
  await assert.rejects(ask(ticket(0)), /no network/, "an old page of his proves nothing");
  online = true;
  await tell({ ...keep(2), person: other });
  online = false;
  assert.match(await (await ask(ticket(0)))!.text(), new RegExp(other));
});

test("whoever signs in again has his pages as before", async () => {
  let online = true;
  const { all, tell, ask } = phone((path) =>
    !online ? null : path.startsWith("/jobs") ? paint(me) : new Response("file"),
  );
  await tell(keep(2));
  all.set("mendline-field-entering", new Map());
  await tell(keep(2));
  online = false;
  assert.equal((await ask(ticket(1)))!.status, 200);
});

test("what was to be kept when somebody left is not kept after he has", async () => {
  let session = true;
  const { all, tell } = phone((path) => {
    if (path.startsWith("/jobs")) return session ? paint(me) : null;
    return new Response("file");
  });
  await tell(keep(2));
  // As the page does it when he signs out; what it had asked for before comes late.
  all.delete(`mendline-field-of-${me}`);
  session = false;
  await tell(keep(2));
  assert.ok(![...all.keys()].some((name) => name.startsWith("mendline-field-of-")));
});
