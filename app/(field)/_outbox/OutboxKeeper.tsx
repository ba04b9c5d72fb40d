"use client";
import { useEffect } from "react";
import { liveSocket } from "#app/_live/connection.ts";
import { api } from "#app/_trpc/client.ts";
import { startDraining } from "./drain.ts";
import { helloDue, keepHello, lastHello } from "./hello.ts";
import { currentOutbox } from "./outbox.ts";
import { unsentOf } from "./queue.ts";

/** How long a page has been open before it says what lies on the phone, ms. */
const settled = 5_000;

/** Stands in every page of the technician and sends what his phone keeps. */
export function OutboxKeeper({ personId }: { personId: string }) {
  useEffect(() => (personId === "" ? undefined : startDraining(personId)), [personId]);
  useEffect(() => {
    if (personId === "") return;
    const hello = () => {
      const { ready, commands, pictures } = currentOutbox();
      if (!ready || !liveSocket().connected) return;
      const { changes, photos, oldest } = unsentOf(commands, pictures);
      const input = { unsent: changes + photos, ...(oldest !== null && { oldest }) };
      if (!helloDue(lastHello(personId), input, Date.now())) return;
      keepHello(personId, { ...input, at: Date.now() });
      void api.technician.hello
        .mutate({ key: crypto.randomUUID(), input })
        .catch(() => keepHello(personId, null));
    };
    // What is only just being sent is not worth telling of.
    const soon = setTimeout(hello, settled);
    const beat = setInterval(hello, 60_000);
    return () => {
      clearTimeout(soon);
      clearInterval(beat);
    };
  }, [personId]);
  return null;
}
