import type { ReactNode } from "react";
import { pageNow } from "#app/_trpc/server.ts";
import type { Surface } from "./messages.ts";
import { Spoken } from "./Spoken.tsx";
import { getLocale, homeZone, wordsFor } from "./server.ts";

/** Gives what is inside its language: the shared sentences and those of the named rooms, and no others. */
export async function Speak({ rooms, children }: { rooms: Surface[]; children: ReactNode }) {
  const [locale, words] = await Promise.all([getLocale(), wordsFor(["shared", ...rooms])]);
  return (
    <Spoken locale={locale} timeZone={homeZone} messages={words} paintedAt={Date.parse(pageNow())}>
      {children}
    </Spoken>
  );
}
