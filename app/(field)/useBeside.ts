"use client";
import { useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { serverNow } from "#app/_ui/serverClock.ts";
import type { Kept } from "./_outbox/kept.ts";
import { keepStep } from "./_outbox/outbox.ts";
import { useOutbox } from "./_outbox/useOutbox.ts";
import type { Beside } from "./jobs/[id]/steps.ts";

/** What is said once the office has it; perhaps with how many jobs went back with it. */
type SentWords = string | ((count: number) => string);
type Bare<S> = S extends Beside ? Omit<S, "doneAt"> : never;

/**
 * What is said beside the work: kept on the phone under its own key with its time, and then shown as said there. `said`
 * is what became of the last of it, `sent` the words for when the office has it; empty where it was refused, because the
 * conflict says that.
 */
export function useBeside(personId: string, about: Kept["about"]) {
  const t = useTranslations("field.told");
  const { commands } = useOutbox();
  const [pressed, setPressed] = useState<{ key: string; sent: SentWords } | null>(null);
  const [full, setFull] = useState(false);
  const busy = useRef(false);

  async function keep(input: Bare<Beside>, sent: SentWords = "", pictures: string[] = []): Promise<boolean> {
    if (busy.current) return false;
    busy.current = true;
    const key = crypto.randomUUID();
    const step = { ...input, doneAt: new Date(serverNow()).toISOString() } as Kept["step"];
    try {
      await keepStep({ key, personId, step, pictures, about });
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
  return { keep, said: full ? t("noRoom") : wordsOf(command, pressed?.sent ?? "") };

  function wordsOf(command: Kept | undefined, sent: SentWords): string {
    if (command?.state === "queued") return t("kept");
    if (command?.state !== "sent") return "";
    return typeof sent === "string" ? sent : sent(command.moved?.count ?? 0);
  }
}
