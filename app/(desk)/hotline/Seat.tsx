"use client";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useRefusalWords } from "#app/_i18n/useRefusalWords.ts";
import { api, type Inputs } from "#app/_trpc/client.ts";
import { useCommand } from "#app/_trpc/useCommand.ts";

const send = (sent: Inputs["hotline"]["sit"]) => api.hotline.sit.mutate(sent);

/** The extension this operator sits at: a call answered there opens here by itself. */
export function Seat({ extension, ask }: { extension: string; ask(): void }) {
  const t = useTranslations("desk.ring");
  const refusal = useRefusalWords();
  const { run, told } = useCommand(send);
  // Until somebody types it is what the office says, which may come while he does.
  const [typed, setTyped] = useState<string | null>(null);
  const [kept, setKept] = useState(false);
  if (kept && typed?.trim() === extension) setTyped(null);

  async function keep() {
    if (typed === null || typed.trim() === extension) return;
    setKept((await run({ extension: typed.trim() })).ok);
    ask();
  }
  return (
    <span className="desk-seat">
      <label htmlFor="extension">{t("extension")}</label>
      <input
        id="extension"
        data-testid="extension"
        className="desk-figures"
        inputMode="numeric"
        autoComplete="off"
        maxLength={20}
        value={typed ?? extension}
        onChange={(event) => {
          setTyped(event.target.value);
          setKept(false);
        }}
        onBlur={() => void keep()}
        onKeyDown={(event) => {
          if (event.key !== "Enter") return;
          event.preventDefault();
          void keep();
        }}
      />
      <span role="status">{told ? refusal(told) : kept ? t("extensionKept") : ""}</span>
    </span>
  );
}
