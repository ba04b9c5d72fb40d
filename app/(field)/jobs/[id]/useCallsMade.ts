"use client";
import { useEffect, useState } from "react";
import { serverNow } from "#app/_ui/serverClock.ts";

const drawer = (personId: string, ticketId: string) => `mendline.field.calls.${personId}.${ticketId}`;
/** Calls of another visit prove nothing about this one, ms. */
const ofThisVisit = 4 * 3_600_000;

/** Keeps that he pressed to call the owner, by the office's clock as this phone knows it. Answers all that are kept. */
export function noteCall(personId: string, ticketId: string): string[] {
  const all = [...callsMade(personId, ticketId), new Date(serverNow()).toISOString()].slice(-20);
  try {
    localStorage.setItem(drawer(personId, ticketId), JSON.stringify(all));
  } catch {
    // A full or forbidden store: the call still counts while this page is open.
  }
  return all;
}

/**
 * When he pressed to call the owner from this job, ISO instants; kept while the phone's dialler is in front and the page
 * may be let go. Looked up again whenever `shown` turns true.
 */
export function useCallsMade(personId: string, ticketId: string, shown: boolean) {
  const [calls, setCalls] = useState<string[]>([]);
  useEffect(() => {
    if (shown) setCalls(callsMade(personId, ticketId));
  }, [personId, ticketId, shown]);
  return { calls, called: () => setCalls(noteCall(personId, ticketId)) };
}

function callsMade(personId: string, ticketId: string): string[] {
  const since = new Date(serverNow() - ofThisVisit).toISOString();
  try {
    const kept = JSON.parse(localStorage.getItem(drawer(personId, ticketId)) ?? "[]") as string[];
    return kept.filter((at) => at > since);
  } catch {
    return [];
  }
}
