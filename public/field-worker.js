/*
 * Keeps the technician's pages on his phone: they open without network as he last saw them. One store for our own
 * files, which never change under their names, and one for what is his: pages and photos, under his id, gone with him.
 */
importScripts("/ring-worker.js");

const build = new URL(location.href).searchParams.get("build") ?? "";
const files = `mendline-field-files-${build}`;
const personal = "mendline-field-of-";
/** Holds who has signed out here while nobody could be told: until the office knows, nothing goes in his name. */
const ending = "mendline-field-ending";
const endingPath = "/jobs/ending";
/** Stands while somebody signs in: until it is known who that is, nothing kept is shown to them. */
const entering = "mendline-field-entering";
/** How long a page may keep him waiting before the kept one is shown, ms. */
const patience = 4_000;
/** When a page was kept, ms. */
const keptAt = "x-mendline-kept";
/** After so long, ms, a kept page shows no number any more: the job may have left his hands meanwhile. */
const numbersLast = 4 * 3_600_000;
const mostPages = 60;
const mostPhotos = 200;
const page = /^\/jobs(\/([0-9a-f-]{36}|van))?$/;
const photo = /^\/api\/photos\/[0-9a-f-]{36}$/;
const ownFile = /^\/_next\/static\/|^\/field-icon[\w-]*\.(png|svg)$|^\/field\.webmanifest$|^\/api\/scanner$/;

/** One round of keeping at a time. */
let keeping = Promise.resolve();

/*
 * A newer worker waits until the page says that nothing is being done, or until the app is opened anew: an update never
 * takes over in the middle of a job.
 */
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (ownFile.test(url.pathname)) event.respondWith(fileOf(request, url));
  else if (photo.test(url.pathname)) event.respondWith(photoOf(request, url));
  else if (!page.test(url.pathname)) return;
  else if (request.mode === "navigate") event.respondWith(pageOf(event, url));
  else if (request.headers.has("rsc")) event.respondWith(partOf(request));
});

self.addEventListener("message", (event) => {
  const { kind } = event.data;
  if (kind === "takeOver") return void event.waitUntil(self.skipWaiting());
  if (kind !== "keep" && kind !== "renew") return;
  const work = kind === "keep" ? keep : renew;
  keeping = keeping.then(() => work(event.data)).catch(() => {});
  event.waitUntil(keeping);
});

/* New work while the app is closed. A page that is open and in front says it itself; browsers want it shown anyway. */
self.ringFor({ page, home: "/jobs", tag: "jobs", look: { badge: "/field-icon-192.png" }, heard, hushed: leaver });

/** Hashed names are kept for good; the few others are shown at once and renewed behind. */
async function fileOf(request, url) {
  const kept = await caches.match(url.pathname);
  const fresh = async () => {
    const answer = await fetch(request);
    if (answer.ok) await (await caches.open(files)).put(url.pathname, answer.clone());
    return answer;
  };
  if (!kept) return fresh();
  if (!url.pathname.startsWith("/_next/")) fresh().catch(() => {});
  return kept;
}

async function photoOf(request, url) {
  if (await leaver()) return Response.error();
  if (await caches.has(entering)) return fetch(request);
  const kept = (await caches.match(url.pathname + url.search)) ?? null;
  if (kept) return kept;
  try {
    const answer = await fetch(request);
    const name = await ownerOf();
    if (answer.ok && name) await store(name, url.pathname + url.search, answer.clone());
    return answer;
  } catch (lost) {
    // Without network a small picture is better than none.
    const small = await caches.match(`${url.pathname}?w=320`);
    if (small) return small;
    throw lost;
  }
}

/** The newest from the office if it comes soon; else what is kept. */
async function pageOf(event, url) {
  if (!(await endedForGood())) return signedOut();
  const fresh = fetch(event.request).then(async (answer) => {
    // The session has ended: what was his is not shown to whoever holds the phone now.
    if (answer.type === "opaqueredirect") await forgetPeople();
    else if (answer.ok && url.search === "") event.waitUntil(keepPage(url.pathname, answer.clone()));
    return answer;
  });
  event.waitUntil(fresh.catch(() => {}));
  const late = new Promise((resolve) => setTimeout(resolve, patience, null));
  const answer = await Promise.race([fresh.catch(() => null), late]);
  if (answer && answer.status < 500) return answer;
  const kept = await keptPage(url);
  return kept ?? fresh;
}

/** A step within the open page. If it takes too long it fails, and the browser asks for the whole page, which is kept. */
async function partOf(request) {
  if (await leaver()) return Response.error();
  const late = new Promise((resolve) => setTimeout(() => resolve(Response.error()), patience));
  return Promise.race([fetch(request), late]);
}

async function keptPage(url) {
  if (await caches.has(entering)) return undefined;
  const kept = await shownLate(await caches.match(url.pathname));
  // A kept page knows nothing of what stands behind the question mark; behind the hash it finds it and asks for itself.
  if (kept) return url.search === "" ? kept : Response.redirect(`${location.origin}${url.pathname}#${url.search}`);
  return url.pathname !== "/jobs" && (await caches.match("/jobs")) ? Response.redirect("/jobs") : undefined;
}

/** A kept page as it may still be shown: one of long ago without the numbers in it. */
async function shownLate(kept) {
  const age = Date.now() - Number(kept?.headers.get(keptAt) ?? 0);
  if (!kept || (age >= 0 && age < numbersLast)) return kept;
  const text = await kept.text();
  // As the page's own data has them, and as they were painted from it. The desk's own number is no such.
  const calls = new Set([...text.matchAll(/\\?"phone\\?":\\?"([+\d][^"\\]{4,})/g)].map(([, each]) => each));
  let bare = text.replaceAll(/(class="field-phone">)[^<]*/g, "$1");
  for (const each of calls) bare = bare.replaceAll(each, "");
  return new Response(bare, { headers: plainHeaders(kept) });
}

/** The headers of an answer for another body. */
function plainHeaders(answer) {
  const all = Object.fromEntries(answer.headers);
  for (const name of ["content-encoding", "content-length", "transfer-encoding"]) delete all[name];
  return all;
}

async function keepPage(path, answer) {
  if (await leaver()) return null;
  const text = await answer.clone().text();
  const person = personOf(text);
  if (!person || personal + person !== (await ownerOf())) return null;
  const headers = { ...plainHeaders(answer), [keptAt]: String(Date.now()) };
  await store(personal + person, path, new Response(text, { headers }));
  return text;
}

/**
 * Keeps the pages of one person: `pages` with a mark each, fetched again only when the mark has changed; what is not
 * named is let go. Whatever belongs to others or to an older build goes too.
 */
async function keep({ person, pages, assets }) {
  if (await leaver()) return;
  const name = personal + person;
  for (const other of await caches.keys()) {
    if (!other.startsWith(personal) || other === name) continue;
    await caches.delete(other);
    await closeNotices();
  }
  // Whoever has left since this was asked for has no pages any more. Only one that the office has just painted for this
  // person says who it is that is signed in.
  const unsure = (await caches.has(entering)) || !(await caches.has(name));
  if (unsure && !(await isSignedIn(person))) return;
  const mine = await caches.open(name);
  if (await leaver()) return void (await caches.delete(name));
  await caches.delete(entering);
  const marks = await readMarks(mine);
  const wanted = pages.slice(0, mostPages);
  let whole = true;
  for (const path of assets) whole = (await fetchFile(path)) && whole;
  for (const { path, mark } of wanted) {
    const known = `${build} ${mark}`;
    if (marks[path] === known && (await mine.match(path))) continue;
    const text = await fetchPage(path);
    if (text === null) {
      whole = false;
      continue;
    }
    // A page that he has not opened yet may be made of files that no open page has.
    for (const file of new Set(text.match(/\/_next\/static\/[\w./~-]+\.(?:js|css|woff2)/g)))
      whole = (await fetchFile(file)) && whole;
    marks[path] = known;
    await writeMarks(mine, marks);
    for (const small of new Set(text.match(/\/api\/photos\/[0-9a-f-]{36}\?w=320/g))) await fetchPhoto(name, small);
  }
  const named = new Set(wanted.map(({ path }) => path));
  for (const request of await mine.keys()) {
    const { pathname } = new URL(request.url);
    if (!page.test(pathname) || named.has(pathname)) continue;
    await mine.delete(request);
    delete marks[pathname];
  }
  await writeMarks(mine, marks);
  await sweepPhotos(mine);
  if (!whole) return;
  for (const old of await caches.keys()) {
    if (old.startsWith("mendline-field-files-") && old !== files) await caches.delete(old);
  }
}

/** A job that is his no more: the page of before, with the owner's number, goes at once; a newer one comes if there is one. */
async function renew({ path }) {
  const name = await ownerOf();
  if (!name) return;
  const mine = await caches.open(name);
  await mine.delete(path);
  const { [path]: _, ...marks } = await readMarks(mine);
  await writeMarks(mine, marks);
  await fetchPage(path);
  await sweepPhotos(mine);
}

/** A message about a job that does not lead to it says that it is his no more. */
function heard({ path, tag }) {
  const gone = `/jobs/${tag}`;
  if (page.test(gone) && gone !== "/jobs/van" && path === "/jobs")
    keeping = keeping.then(() => renew({ path: gone })).catch(() => {});
  return keeping;
}

/** What no kept page names is not his to see any more, or not yet again. */
async function sweepPhotos(mine) {
  const requests = await mine.keys();
  const named = new Set();
  for (const request of requests) {
    if (!page.test(new URL(request.url).pathname)) continue;
    const text = (await (await mine.match(request))?.text()) ?? "";
    for (const [id] of text.matchAll(/[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/g)) named.add(id);
  }
  for (const request of requests) {
    const { pathname } = new URL(request.url);
    if (photo.test(pathname) && !named.has(pathname.slice("/api/photos/".length))) await mine.delete(request);
  }
}

async function isSignedIn(person) {
  try {
    const answer = await askPage("/jobs");
    return answer.ok && personOf(await answer.text()) === person;
  } catch {
    return false;
  }
}

function askPage(path) {
  return fetch(path, { credentials: "same-origin", redirect: "error" });
}

/** Whom a page was painted for. */
function personOf(text) {
  return /data-person="([0-9a-f-]{36})"/.exec(text)?.[1];
}

async function fetchPage(path) {
  try {
    const answer = await askPage(path);
    return answer.ok ? await keepPage(path, answer) : null;
  } catch {
    return null;
  }
}

async function fetchPhoto(name, address) {
  if (await caches.match(address)) return;
  const answer = await fetch(address).catch(() => null);
  if (answer?.ok) await store(name, address, answer);
}

async function fetchFile(path) {
  const cache = await caches.open(files);
  if (await cache.match(path)) return true;
  const answer = await fetch(path).catch(() => null);
  if (answer?.ok) await cache.put(path, answer);
  return answer?.ok === true;
}

/** The oldest photos make room for new ones. A cache that was deleted meanwhile is not made again. */
async function store(name, address, answer) {
  if (!(await caches.has(name))) return;
  const cache = await caches.open(name);
  await cache.put(address, answer);
  const photos = (await cache.keys()).filter(({ url }) => photo.test(new URL(url).pathname));
  for (const old of photos.slice(0, Math.max(0, photos.length - mostPhotos))) await cache.delete(old);
}

async function ownerOf() {
  return (await caches.keys()).find((name) => name.startsWith(personal));
}

async function forgetPeople() {
  for (const name of await caches.keys()) if (name.startsWith(personal)) await caches.delete(name);
  await closeNotices();
}

/** What was told to one person is not left in the tray for the next. */
async function closeNotices() {
  for (const notice of await self.registration.getNotifications()) notice.close();
}

/** Who has signed out here and is still signed in at the office. */
async function leaver() {
  const kept = (await caches.has(ending)) && (await (await caches.open(ending)).match(endingPath));
  return kept ? kept.text() : null;
}

/** Ends the session of whoever has signed out here, if the office can be reached. False: his session still stands. */
async function endedForGood() {
  const person = await leaver();
  if (!person) return true;
  const told = fetch("/api/trpc/session.end", {
    method: "POST",
    headers: { "content-type": "application/json", "x-mendline": "1", "x-mendline-as": person },
    body: JSON.stringify({ key: crypto.randomUUID(), input: {} }),
  }).catch(() => null);
  const late = new Promise((resolve) => setTimeout(resolve, patience, null));
  const answer = await Promise.race([told, late]);
  // Not signed in any more, or somebody else is: either way it is over.
  const over = answer && (answer.status === 401 || (answer.ok && (await answer.text()).includes('"ended"')));
  if (!over) return false;
  await forgetPeople();
  await caches.delete(ending);
  return true;
}

/** What stands in place of his pages until then; it tries again by itself. */
function signedOut() {
  const words = `<!doctype html><html lang="zh"><head><meta charset="utf-8"><title>Mendline 修达</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><meta http-equiv="refresh" content="15">
<style>:root{color-scheme:light dark}body{max-width:32rem;margin:20vh auto 0;padding:0 1.25rem;font:1.125rem/1.6 system-ui,sans-serif}
h1{font-size:1.5rem;line-height:1.3}a{display:inline-flex;align-items:center;min-height:3.5rem;padding:0 1.25rem;border:2px solid;border-radius:.5rem;color:inherit;font-weight:600;text-decoration:none}</style></head>
<body data-testid="signed-out"><main><h1>已退出登录<br><span lang="en">Signed out</span></h1>
<p>没有网络，登录页打不开。连上网会自动打开。没发出的东西还在这台手机上，只有原来的人登录后看得到。</p>
<p lang="en">No network, so the sign-in page cannot open. It opens by itself once there is a link. What was not sent is still on this phone, for its owner only.</p>
<p><a href="/jobs">再试一次 · Try again</a></p></main></body></html>`;
  return new Response(words, {
    status: 200,
    headers: { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" },
  });
}

async function readMarks(cache) {
  const kept = await cache.match("/jobs/marks");
  return kept ? kept.json() : {};
}

function writeMarks(cache, marks) {
  return cache.put("/jobs/marks", new Response(JSON.stringify(marks)));
}
