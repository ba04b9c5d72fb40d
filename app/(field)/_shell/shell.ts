/** Must be what public/field-worker.js calls them. */
const personal = "mendline-field-of-";

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

function ownFiles(): string[] {
  const loaded = performance.getEntriesByType("resource").map(({ name }) => new URL(name));
  const own = loaded.filter(
    ({ origin, pathname }) => origin === location.origin && pathname.startsWith("/_next/static/"),
  );
  return [...new Set([...own.map(({ pathname }) => pathname), "/field.webmanifest", "/field-icon-192.png"])];
}
