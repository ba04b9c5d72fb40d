"use client";
import { useEffect } from "react";
import { liveSocket } from "#app/_live/connection.ts";
import { api } from "#app/_trpc/client.ts";
import { startDraining } from "./drain.ts";
import { currentOutbox } from "./outbox.ts";
import { unsentOf } from "./queue.ts";

/** So often an open page lets the office know that the phone is there, ms: who is silent for days is told to the desk. */
const helloEvery = 30 * 60_000;

/** Stands in every page of the technician and sends what his phone keeps. */
export function OutboxKeeper({ personId }: { personId: string }) {
  useEffect(() => (personId === "" ? undefined : startDraining(personId)), [personId]);
  useEffect(() => {
    if (personId === "") return;
    let last = 0;
    const hello = () => {
      if (Date.now() - last < helloEvery || !liveSocket().connected) return;
      last = Date.now();
      const { commands, pictures } = currentOutbox();
      const { changes, photos, oldest } = unsentOf(commands, pictures);
      const input = { unsent: changes + photos, ...(oldest !== null && { oldest }) };
      void api.technician.hello.mutate({ key: crypto.randomUUID(), input }).catch(() => {
        last = 0;
      });
    };
    hello();
    const beat = setInterval(hello, 60_000);
    liveSocket().on("connect", hello);
    return () => {
      clearInterval(beat);
      liveSocket().off("connect", hello);
    };
  }, [personId]);
  return null;
}
