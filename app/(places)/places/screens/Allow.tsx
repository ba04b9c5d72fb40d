"use client";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { useRefusalWords } from "#app/_i18n/useRefusalWords.ts";
import { api, type Inputs } from "#app/_trpc/client.ts";
import { useCommand } from "#app/_trpc/useCommand.ts";
import type { Found, Made } from "./Screens.tsx";

const send = (sent: Inputs["display"]["make"]) => api.display.make.mutate(sent);

type Props = { sites: Found["sites"]; siteName(id: string): string; made(made: Made): void };

/** A new screen: what it is called and which sites it shows. */
export function Allow({ sites, siteName, made }: Props) {
  const t = useTranslations("policy.screens");
  const refusal = useRefusalWords();
  const router = useRouter();
  const { run, pending, told } = useCommand(send);
  const [name, setName] = useState("");
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(sites.map((each) => each.id)));
  async function submit(event: FormEvent) {
    event.preventDefault();
    const sent = await run({ name, siteIds: [...chosen] });
    if (!sent.ok) return;
    const { code = "", until } = sent.result;
    made({ name, code, until });
    setName("");
    router.refresh();
  }
  function choose(id: string, on: boolean) {
    const next = new Set(chosen);
    if (on) next.add(id);
    else next.delete(id);
    setChosen(next);
  }
  const noSite = told?.field?.startsWith("siteIds") === true;
  return (
    <form className="modes-form" onSubmit={submit} data-testid="screen-form">
      <h2>{t("make")}</h2>
      <label>
        {t("name")}
        <input
          name="name"
          required
          maxLength={60}
          value={name}
          aria-describedby="screen-name-hint"
          onChange={(event) => setName(event.target.value)}
        />
        <small id="screen-name-hint">{t("nameHint")}</small>
      </label>
      <fieldset aria-describedby="screen-sites-problem">
        <legend>{t("sites")}</legend>
        {sites.map((each) => (
          <label key={each.id}>
            <input
              type="checkbox"
              checked={chosen.has(each.id)}
              onChange={(event) => choose(each.id, event.target.checked)}
            />
            <span>{siteName(each.id)}</span>
          </label>
        ))}
        <p id="screen-sites-problem" className="places-problem" role={noSite ? "alert" : undefined}>
          {noSite && t("chooseSite")}
        </p>
      </fieldset>
      <button type="submit" className="places-button" aria-disabled={pending}>
        {t(pending ? "making" : "allow")}
      </button>
      {told && !noSite && (
        <p role="alert" className="places-problem">
          {refusal(told)}
        </p>
      )}
    </form>
  );
}
