import { toldBy } from "#app/_trpc/refusal.ts";
import { markOf } from "#server/domain/push/mark.ts";

/**
 * `none`: this browser cannot. `home`: it can once the app is on the home screen (iPhone). `blocked`: he once said no,
 * which only the browser's own settings can take back. `failed`: the browser's maker or the office could not be reached.
 */
export type Push = "unknown" | "none" | "home" | "blocked" | "off" | "on" | "working" | "failed";

/** What the office has to do with it. */
export type PushOffice = {
  /** Its public key, and whether it has the subscription of this mark for the session of now. */
  ask(mark: string | null): Promise<{ publicKey: string; known: boolean }>;
  keep(made: PushSubscription): Promise<void>;
};

const drawerOf = (scope: string) => `mendline.push${scope}`;

/**
 * How it stands with messages to this browser. What he has switched on stays on: a subscription that the browser has let
 * go, or that was made for another key of the office, is made anew without asking him. Without network it is as it was.
 */
export async function standing(scope: string, office: PushOffice): Promise<Push> {
  const able = "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;
  if (!able) return isIos() && !isInstalled() ? "home" : "none";
  if (Notification.permission === "denied") return "blocked";
  const worker = await navigator.serviceWorker.getRegistration(scope);
  const made = (await worker?.pushManager.getSubscription()) ?? null;
  const wanted = made !== null || isWanted(scope);
  if (worker === undefined || Notification.permission !== "granted" || !wanted) return "off";
  try {
    await subscribe(worker, office);
    setWanted(scope, true);
    return "on";
  } catch (error) {
    // Nobody hears: what the office knows of this browser holds as long as the browser keeps its side.
    return made !== null && toldBy(error).code === "OFFLINE" ? "on" : "failed";
  }
}

/** Has this browser's messages sent here, in the name of whoever is signed in now; said again only where that is news. */
export async function subscribe(worker: ServiceWorkerRegistration, office: PushOffice): Promise<void> {
  const old = await worker.pushManager.getSubscription();
  const { p256dh, auth } = old?.toJSON().keys ?? {};
  const mark = old && p256dh && auth ? await markOf(old.endpoint, { p256dh, auth }) : null;
  const { publicKey, known } = await office.ask(mark);
  const stale = old !== null && !sameKey(old, publicKey);
  if (stale) await old.unsubscribe();
  if (known && !stale) return;
  const made =
    old !== null && !stale
      ? old
      : await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: publicKey });
  await office.keep(made);
}

/** Whether he has switched it on here, so that it can be made anew when the browser lets it go. */
export function setWanted(scope: string, wanted: boolean): void {
  try {
    if (wanted) localStorage.setItem(drawerOf(scope), "on");
    else localStorage.removeItem(drawerOf(scope));
  } catch {
    // A full or forbidden store: then the switch shows that it is off.
  }
}

function isWanted(scope: string): boolean {
  try {
    return localStorage.getItem(drawerOf(scope)) === "on";
  } catch {
    return false;
  }
}

function sameKey(made: PushSubscription, publicKey: string): boolean {
  const key = made.options.applicationServerKey;
  if (!key) return false;
  const text = btoa(String.fromCharCode(...new Uint8Array(key)));
  return text.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "") === publicKey;
}

function isIos(): boolean {
  return /iPhone|iPad|iPod/.test(navigator.userAgent);
}

function isInstalled(): boolean {
  return window.matchMedia("(display-mode: standalone)").matches;
}
