"use client";
import { useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { serverNow } from "#app/_ui/serverClock.ts";
import type { Kept } from "./_outbox/kept.ts";
import { keepNotes, keepStep } from "./_outbox/outbox.ts";
import { useOutbox } from "./_outbox/useOutbox.ts";
import type { Beside } from "./jobs/[id]/steps.ts";

/** What is said once the office has it; perhaps with how many jobs went back with it. */
type SentWords = string | ((count: number) => string);
type Bare<S> = S extends Beside ? Omit<S, "doneAt"> : never;

/**
 * What is said beside the work: kept on the phone under its own key with its time, and then shown as said there. `said`
 * is what became of the last of it, `sent` the words for when the office has it; empty where it was refused, because the
 * conflict says that. `full`: that there was no room to keep it.
 */
export function useBeside(personId: string, about: Kept["about"]) {
  const t = useTranslations("field.told");
  const { commands } = useOutbox();
  const [pressed, setPressed] = useState<{ key: string; sent: SentWords } | null>(null);
  const [full, setFull] = useState(false);
  const busy = useRef(false);

  function keep(input: Bare<Beside>, sent: SentWords = ""): Promise<boolean> {
    return keeping(sent, (key, doneAt) => {
      const step = { ...input, doneAt } as Kept["step"];
      return keepStep({ key, personId, step, pictures: [], about });
    });
  }
  /** His own words about a job, with photos, in as many notes as they need. */
  function keepNote(ticketId: string, words: string, pictures: string[]): Promise<boolean> {
    return keeping("", (key, doneAt) =>
      keepNotes({ key, personId, about, ticketId, words, pictures, doneAt }),
    );
  }
  async function keeping(sent: SentWords, hold: (key: string, doneAt: string) => Promise<void>) {
    if (busy.current) return false;
    busy.current = true;
    const key = crypto.randomUUID();
    try {
      await hold(key, new Date(serverNow()).toISOString());
      setPressed({ key, sent });
      setFull(false);
      return true;
    } catch {
      setFull(true);
      return false;
    } finally {
      busy.current = false;
    }
  }
  const command = commands.find(({ key }) => key === pressed?.key);
  const trouble = full ? t("noRoom") : "";
  return { keep, keepNote, full: trouble, said: trouble || wordsOf(command, pressed?.sent ?? "") };

  function wordsOf(command: Kept | undefined, sent: SentWords): string {
    if (command?.state === "queued") return t("kept");
    if (command?.state !== "sent") return "";
    return typeof sent === "string" ? sent : sent(command.moved?.count ?? 0);
  }
}
