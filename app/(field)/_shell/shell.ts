/** Must be what public/field-worker.js calls them. */
const personal = "mendline-field-of-";

/** Must be what public/field-worker.js calls them: who has signed out here while the office could not be told. */
const ending = "mendline-field-ending";
const endingPath = "/jobs/ending";

/** Must be what public/field-worker.js calls it: somebody signs in, and it is not known yet who. */
const entering = "mendline-field-entering";

export type Page = { path: string; mark: string };

/** Starts the worker that keeps these pages on the phone. Another build brings another worker, with files of its own. */
export async function startShell(build: string): Promise<void> {
  if (build === "" || !("serviceWorker" in navigator)) return;
  await navigator.serviceWorker.register(`/field-worker.js?build=${encodeURIComponent(build)}`, {
    scope: "/jobs",
    updateViaCache: "none",
  });
  // Pages may go when room is short; the work that is not sent yet must not.
  await navigator.storage?.persist?.();
}

/** Lets a newer worker that waits take over; called where nothing is being done. */
export async function takeUpdate(): Promise<void> {
  if (!("serviceWorker" in navigator)) return;
  const shell = await navigator.serviceWorker.getRegistration("/jobs");
  shell?.waiting?.postMessage({ kind: "takeOver" });
}

/** Keeps these pages on the phone, with the files that this page was made of; `mark` changes when the page does. */
export async function keepPages(person: string, pages: Page[]): Promise<void> {
  if (!("serviceWorker" in navigator)) return;
  const { active } = await navigator.serviceWorker.ready;
  active?.postMessage({ kind: "keep", person, pages, assets: ownFiles() });
}

/** The kept page of a job that is his no more goes, with the owner's number in it; what he may still see comes instead. */
export async function renewPage(path: string): Promise<void> {
  if (!("serviceWorker" in navigator)) return;
  const { active } = await navigator.serviceWorker.ready;
  active?.postMessage({ kind: "renew", path });
}

/** Nothing that a person saw stays on the phone: pages and photos. What is not sent yet is kept elsewhere. */
export async function forgetPages(): Promise<void> {
  if (!("caches" in window)) return;
  for (const name of await caches.keys()) if (name.startsWith(personal)) await caches.delete(name);
}

/** Somebody signs in on this phone: what is kept here is shown to nobody until it is known who. */
export async function beginEntering(): Promise<void> {
  if ("caches" in window) await caches.open(entering);
}

/** It is known who has signed in: what others saw goes. Null: nobody has, and what is kept stays whose it is. */
export async function endEntering(personId: string | null): Promise<void> {
  if (!("caches" in window)) return;
  const own = personal + personId;
  const others = (await caches.keys()).filter((name) => name.startsWith(personal) && name !== own);
  if (personId !== null) for (const name of others) await caches.delete(name);
  await caches.delete(entering);
}

/** Notices of his are not left in the tray for whoever holds the phone next. */
export async function closeNotices(): Promise<void> {
  const shell = await navigator.serviceWorker?.getRegistration("/jobs");
  for (const notice of (await shell?.getNotifications()) ?? []) notice.close();
}

/**
 * Signs him out on this phone, whether or not the office can be told: nothing that he saw stays, and until the office has
 * ended his session nothing more is asked in his name.
 */
export async function lockPhone(personId: string): Promise<void> {
  if ("caches" in window) await (await caches.open(ending)).put(endingPath, new Response(personId));
  await forgetPages();
  await closeNotices().catch(() => {});
}

/** The office knows that he has gone. */
export async function unlockPhone(): Promise<void> {
  if ("caches" in window) await caches.delete(ending);
}

/** Who has signed out on this phone and is still signed in at the office; null: nobody. */
export async function lockedFor(): Promise<string | null> {
  if (!("caches" in window) || !(await caches.has(ending))) return null;
  return (await (await caches.open(ending)).match(endingPath))?.text() ?? null;
}

function ownFiles(): string[] {
  const loaded = performance.getEntriesByType("resource").map(({ name }) => new URL(name));
  const own = loaded.filter(
    ({ origin, pathname }) => origin === location.origin && pathname.startsWith("/_next/static/"),
  );
  return [...new Set([...own.map(({ pathname }) => pathname), "/field.webmanifest", "/field-icon-192.png"])];
}
