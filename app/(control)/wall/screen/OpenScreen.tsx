"use client";
import { type FormEvent, useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { keepDisplaySecret } from "#app/_display/secret.ts";
import { useRefusalWords } from "#app/_i18n/useRefusalWords.ts";
import { api, type Inputs } from "#app/_trpc/client.ts";
import { useCommand } from "#app/_trpc/useCommand.ts";
import { LanguageSwitch } from "#app/_ui/LanguageSwitch.tsx";
import { ThemeSwitch } from "#app/_ui/ThemeSwitch.tsx";
import { Wordmark } from "#app/_ui/Wordmark.tsx";

const send = (sent: Inputs["display"]["open"]) => api.display.open.mutate(sent);

type Props = {
  /** It showed the wall before. */
  ended: boolean;
  opened(): void;
};

/** Where the code is typed that opens this screen; a link brings it along in its fragment, which no server is told. */
export function OpenScreen({ ended, opened }: Props) {
  const t = useTranslations("control.screen");
  const refusal = useRefusalWords();
  const { run, pending, told } = useCommand(send);
  const [code, setCode] = useState("");
  useEffect(() => {
    const brought = decodeURIComponent(window.location.hash.slice(1)).slice(0, 40);
    if (brought !== "") setCode(brought);
  }, []);
  async function submit(event: FormEvent) {
    event.preventDefault();
    const sent = await run({ code });
    if (!sent.ok) return;
    keepDisplaySecret(sent.result.secret ?? "");
    history.replaceState(null, "", window.location.pathname);
    opened();
  }
  return (
    <main className="wall-door" data-testid="wall-door" data-ended={ended}>
      <Wordmark />
      <h1>{t(ended ? "ended" : "title")}</h1>
      <p>{t(ended ? "endedWords" : "words")}</p>
      <form onSubmit={submit}>
        <label htmlFor="code">{t("code")}</label>
        <input
          id="code"
          name="code"
          required
          maxLength={40}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          aria-describedby={told ? "code-problem" : undefined}
          aria-invalid={told !== null}
          value={code}
          onChange={(event) => setCode(event.target.value)}
        />
        <button type="submit" disabled={pending}>
          {t(pending ? "opening" : "open")}
        </button>
        <p id="code-problem" role="alert">
          {told && (told.code === "CODE_EXPIRED" ? t("wrong") : refusal(told))}
        </p>
      </form>
      <div className="wall-door-switches">
        <ThemeSwitch />
        <LanguageSwitch />
      </div>
    </main>
  );
}
