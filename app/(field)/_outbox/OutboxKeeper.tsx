"use client";
import { useEffect } from "react";
import { startDraining } from "./drain.ts";

/** Stands in every page of the technician and sends what his phone keeps. */
export function OutboxKeeper({ personId }: { personId: string }) {
  useEffect(() => (personId === "" ? undefined : startDraining(personId)), [personId]);
  return null;
}
