"use client";
import { useCallback, useEffect, useState } from "react";
import { api } from "#app/_trpc/client.ts";

/**
 * `none`: this browser cannot. `home`: it can once the app is on the home screen (iPhone). `blocked`: he once said no,
 * which only the browser's own settings can take back. `failed`: the browser's maker could not be reached.
 */
export type Push = "unknown" | "none" | "home" | "blocked" | "off" | "on" | "working" | "failed";

/** The technician's pages; their worker is started with them. */
const field = "/jobs";

/**
 * Whether this browser tells somebody of what is theirs while it is closed, and the way to switch that. `scope` names the
 * pages whose worker shows it; `start` starts that worker where nothing else does.
 */
export function usePush(scope = field, start?: () => Promise<unknown>) {
  const [push, setPush] = useState<Push>("unknown");

  useEffect(() => {
    let gone = false;
    void standing(scope)
      .catch((): Push => "off")
      .then((now) => !gone && setPush(now));
    return () => {
      gone = true;
    };
  }, [scope]);

  const turnOn = useCallback(async () => {
    setPush("working");
    try {
      // Asked in the tap itself: later a browser takes it for a nuisance.
      const allowed = await Notification.requestPermission();
      if (allowed !== "granted") return setPush(allowed === "denied" ? "blocked" : "off");
      const { publicKey } = await api.push.key.query({});
      await start?.();
      const worker = await ready();
      const old = await worker.pushManager.getSubscription();
      if (old && !sameKey(old, publicKey)) await old.unsubscribe();
      const made = await worker.pushManager.subscribe({
        userVisibleOnly: true,
        applicationServerKey: publicKey,
      });
      await keep(made);
      setPush("on");
    } catch {
      setPush("failed");
    }
  }, [start]);

  const turnOff = useCallback(async () => {
    setPush("working");
    try {
      await silence(scope);
      setPush("off");
    } catch {
      setPush("failed");
    }
  }, [scope]);

  return { push, turnOn, turnOff };
}

/** Ends the messages to this browser. The office forgets it at the end of the session by itself. */
export async function silence(scope = field): Promise<void> {
  if (!("serviceWorker" in navigator) || !("PushManager" in window)) return;
  const worker = await navigator.serviceWorker.getRegistration(scope);
  const made = await worker?.pushManager.getSubscription();
  if (!made) return;
  await made.unsubscribe();
  await api.push.unsubscribe.mutate({ key: crypto.randomUUID(), input: { endpoint: made.endpoint } });
}

async function standing(scope: string): Promise<Push> {
  const able = "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;
  if (!able) return isIos() && !isInstalled() ? "home" : "none";
  if (Notification.permission === "denied") return "blocked";
  const worker = await navigator.serviceWorker.getRegistration(scope);
  const made = await worker?.pushManager.getSubscription();
  if (!made || Notification.permission !== "granted") return "off";
  // A new session: the office does not know yet that this browser is his.
  await keep(made);
  return "on";
}

/** The registration once its worker runs; without a worker (while developing) it would never come. */
function ready(): Promise<ServiceWorkerRegistration> {
  const late = new Promise<never>((_, reject) => setTimeout(() => reject(new Error("no worker")), 10_000));
  return Promise.race([navigator.serviceWorker.ready, late]);
}

async function keep(made: PushSubscription): Promise<void> {
  const { p256dh, auth } = made.toJSON().keys ?? {};
  if (!p256dh || !auth) throw new Error("a subscription without keys");
  await api.push.subscribe.mutate({
    key: crypto.randomUUID(),
    input: { endpoint: made.endpoint, p256dh, auth },
  });
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
