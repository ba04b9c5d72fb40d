"use client";
import { useEffect } from "react";
import { liveSocket } from "#app/_live/connection.ts";
import type { Jobs } from "../jobs/newestJobs.ts";
import { partsDue, partsOf, renewParts } from "./partsCopy.ts";

/** How long the list has to be quiet before their parts are asked for, ms. */
const quiet = 1_500;
/** What is no step of a job, such as a part that has come in, reaches the phone so often, ms. */
const often = 15 * 60_000;

/** Keeps the parts and quotes of each of his jobs on this phone, opened or not. Null: it is not known yet which those are. */
export function useKeptParts(personId: string, jobs: Jobs | null): void {
  const lines = jobs?.open.map(({ ticket }) => `${ticket.id} ${ticket.version}`).join(",") ?? "";
  useEffect(() => {
    if (personId === "" || lines === "") return;
    const open = lines.split(",").map((line) => {
      const [id = "", version] = line.split(" ");
      return { id, version: Number(version) };
    });
    let left = false;
    let asking = false;
    const renew = async () => {
      if (asking || !liveSocket().connected) return;
      asking = true;
      const due = partsDue(open, (id) => partsOf(personId, id), Date.now(), often);
      for (const { id, version } of open) {
        if (left) break;
        // One that is not answered does not keep the others from being asked.
        if (due.includes(id)) await renewParts(personId, id, version).catch(() => {});
      }
      asking = false;
    };
    const call = () => void renew();
    const soon = setTimeout(call, quiet);
    const beat = setInterval(call, 60_000);
    liveSocket().on("connect", call);
    return () => {
      left = true;
      clearTimeout(soon);
      clearInterval(beat);
      liveSocket().off("connect", call);
    };
  }, [personId, lines]);
}
