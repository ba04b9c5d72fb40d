"use client";
import { useCallback, useEffect, useState } from "react";
import { api } from "#app/_trpc/client.ts";
import { type Push, type PushOffice, setWanted, standing, subscribe } from "./standing.ts";

export type { Push };

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
    void standing(scope, office)
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
      await start?.();
      await subscribe(await ready(), office);
      setWanted(scope, true);
      setPush("on");
    } catch {
      setPush("failed");
    }
  }, [scope, start]);

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
  setWanted(scope, false);
  const worker = await navigator.serviceWorker.getRegistration(scope);
  const made = await worker?.pushManager.getSubscription();
  if (!made) return;
  await made.unsubscribe();
  await api.push.unsubscribe.mutate({ key: crypto.randomUUID(), input: { endpoint: made.endpoint } });
}

/** The registration once its worker runs; without a worker (while developing) it would never come. */
function ready(): Promise<ServiceWorkerRegistration> {
  const late = new Promise<never>((_, reject) => setTimeout(() => reject(new Error("no worker")), 10_000));
  return Promise.race([navigator.serviceWorker.ready, late]);
}

const office: PushOffice = {
  ask: (mark) => api.push.key.query(mark === null ? {} : { mark }),
  keep,
};

async function keep(made: PushSubscription): Promise<void> {
  const { p256dh, auth } = made.toJSON().keys ?? {};
  if (!p256dh || !auth) throw new Error("a subscription without keys");
  await api.push.subscribe.mutate({
    key: crypto.randomUUID(),
    input: { endpoint: made.endpoint, p256dh, auth },
  });
}
