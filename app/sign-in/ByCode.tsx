"use client";
import { useEffect, useState } from "react";
import type { Line } from "#app/(portal)/Dangers.tsx";
import { AskCode } from "./AskCode.tsx";
import { GiveCode } from "./GiveCode.tsx";
import { keepSentCode, keptSentCode, type SentCode } from "./sentCode.ts";

/** The residents' door: a phone number, then the code that came to it. */
export function ByCode({ next, lines }: { next: string | null; lines: Line[] }) {
  const [sent, setSent] = useState<SentCode | null>(null);
  useEffect(() => setSent(keptSentCode(Date.now())), []);
  function keep(now: SentCode | null) {
    keepSentCode(now);
    setSent(now);
  }
  if (sent === null) return <AskCode sent={keep} lines={lines} />;
  return <GiveCode key={sent.requestId} sent={sent} next={next} lines={lines} again={keep} />;
}
