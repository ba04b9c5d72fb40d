import { signOut } from "next-auth/react";
import { api } from "#app/_trpc/client.ts";
import { silence } from "../_push/usePush.ts";
import { forgetSeen } from "./seen.ts";
import { lockedFor, lockPhone, unlockPhone } from "./shell.ts";

/** How long the makers of browsers and the office are waited for, ms. */
const patience = 5_000;

/** Other pages of this phone leave too. */
const channel = "mendline-leave";
let leaving = false;

/**
 * Signs out: on this phone at once, at the office as soon as it can be told. False: this browser cannot keep his pages
 * shut until then, and he is still signed in.
 */
export async function leave(personId: string): Promise<boolean> {
  leaving = true;
  await lockPhone(personId);
  forgetSeen();
  if ("BroadcastChannel" in window) new BroadcastChannel(channel).postMessage(personId);
  // The office silences this browser with the session; its maker should know too.
  await soon(silence()).catch(() => {});
  if (await tell()) {
    window.location.assign("/sign-in");
    return true;
  }
  if (navigator.serviceWorker?.controller) {
    window.location.replace("/jobs");
    return true;
  }
  await unlockPhone();
  leaving = false;
  return false;
}

/** Keeps a page shut of whoever has signed out on this phone, wherever it comes from. Returns what ends it. */
export function keepShut(personId: string): () => void {
  const look = async () => {
    const gone = await lockedFor();
    if (gone === null || leaving) return;
    // Somebody else has signed in since: his session is over.
    if (gone !== personId) return unlockPhone();
    document.body.hidden = true;
    if (await tell()) return window.location.replace("/sign-in");
    // Where no worker keeps it shut, the office is not asked at every blink.
    setTimeout(() => window.location.replace("/jobs"), patience);
  };
  const shown = (event: PageTransitionEvent) => event.persisted && void look();
  const others = "BroadcastChannel" in window ? new BroadcastChannel(channel) : null;
  if (others) others.onmessage = () => leaving || window.location.replace("/jobs");
  void look();
  window.addEventListener("pageshow", shown);
  return () => {
    others?.close();
    window.removeEventListener("pageshow", shown);
  };
}

/** Ends the session at the office. False: nobody answered. */
async function tell(): Promise<boolean> {
  try {
    await soon(api.session.end.mutate({ key: crypto.randomUUID(), input: {} }));
    await unlockPhone();
    await soon(signOut({ redirect: false })).catch(() => {});
    return true;
  } catch {
    return false;
  }
}

function soon<Answer>(answer: Promise<Answer>): Promise<Answer> {
  const late = new Promise<never>((_, reject) => setTimeout(() => reject(new Error("late")), patience));
  return Promise.race([answer, late]);
}
