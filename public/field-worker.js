/*
 * Keeps the technician's pages on his phone: they open without network as he last saw them. One store for our own
 * files, which never change under their names, and one for what is his: pages and photos, under his id, gone with him.
 */
const build = new URL(location.href).searchParams.get("build") ?? "";
const files = `mendline-field-files-${build}`;
const personal = "mendline-field-of-";
/** How long a page may keep him waiting before the kept one is shown, ms. */
const patience = 4_000;
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

/** New work while the app is closed. A page that is open and in front says it itself; browsers want it shown anyway. */
self.addEventListener("push", (event) => {
  const note = readNote(event.data);
  event.waitUntil(
    self.registration.showNotification(note.title, {
      body: note.body,
      tag: note.tag,
      renotify: true,
      icon: "/field-icon-192.png",
      badge: "/field-icon-192.png",
      data: { path: note.path },
    }),
  );
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(openJob(event.notification.data?.path ?? "/jobs"));
});

function readNote(data) {
  try {
    const { title, body, path, tag } = data.json();
    return { title, body, path: page.test(path) ? path : "/jobs", tag };
  } catch {
    return { title: "Mendline 修达", body: "", path: "/jobs", tag: "jobs" };
  }
}

async function openJob(path) {
  const [open] = await self.clients.matchAll({ type: "window" });
  if (!open) return self.clients.openWindow(path);
  await open.focus();
  return open.navigate(path);
}

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
  const late = new Promise((resolve) => setTimeout(() => resolve(Response.error()), patience));
  return Promise.race([fetch(request), late]);
}

async function keptPage(url) {
  const kept = await caches.match(url.pathname);
  // A kept page knows nothing of what stands behind the question mark; behind the hash it finds it and asks for itself.
  if (kept) return url.search === "" ? kept : Response.redirect(`${location.origin}${url.pathname}#${url.search}`);
  return url.pathname !== "/jobs" && (await caches.match("/jobs")) ? Response.redirect("/jobs") : undefined;
}

async function keepPage(path, answer) {
  const text = await answer.clone().text();
  const person = /data-person="([0-9a-f-]{36})"/.exec(text)?.[1];
  if (!person || personal + person !== (await ownerOf())) return null;
  await store(personal + person, path, answer);
  return text;
}

/**
 * Keeps the pages of one person: `pages` with a mark each, fetched again only when the mark has changed; what is not
 * named is let go. Whatever belongs to others or to an older build goes too.
 */
async function keep({ person, pages, assets }) {
  const name = personal + person;
  for (const other of await caches.keys()) {
    if (other.startsWith(personal) && other !== name) await caches.delete(other);
  }
  const mine = await caches.open(name);
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
}

async function fetchPage(path) {
  try {
    const answer = await fetch(path, { credentials: "same-origin", redirect: "error" });
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
}

async function readMarks(cache) {
  const kept = await cache.match("/jobs/marks");
  return kept ? kept.json() : {};
}

function writeMarks(cache, marks) {
  return cache.put("/jobs/marks", new Response(JSON.stringify(marks)));
}
