"use client";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { useRefusalWords } from "#app/_i18n/useRefusalWords.ts";
import { api, type Inputs, type Outputs } from "#app/_trpc/client.ts";
import { useCommand } from "#app/_trpc/useCommand.ts";

type Held = Outputs["site"]["numbers"]["sites"][number];
const send = (sent: Inputs["site"]["setNumbers"]) => api.site.setNumbers.mutate(sent);

/** One site: how it holds owners' numbers, by whose word, and the change with its reason. */
export function Numbers({ site }: { site: Held }) {
  const t = useTranslations("desk.numbers");
  const refusal = useRefusalWords();
  const router = useRouter();
  const zh = useLocale().startsWith("zh");
  const { run, pending, told } = useCommand(send);
  const [masked, setMasked] = useState(site.masked);
  const [reason, setReason] = useState("");
  async function submit(event: FormEvent) {
    event.preventDefault();
    const sent = await run({ siteId: site.siteId, masked, reason, seen: site.since });
    // What another has said meanwhile stands above the reason.
    if (sent.ok || sent.told.code === "STALE") router.refresh();
  }
  const by = zh ? site.by : site.byLatin || site.by;
  return (
    <form className="modes-form" onSubmit={submit} data-testid="numbers-form" data-masked={site.masked}>
      <fieldset>
        <legend>
          <strong>{zh ? site.nameZh : site.nameEn}</strong>
        </legend>
        {[false, true].map((each) => (
          <label key={String(each)}>
            <input
              type="radio"
              name={`masked-${site.siteId}`}
              checked={masked === each}
              onChange={() => setMasked(each)}
            />
            <span>{t(each ? "masked" : "whole")}</span>
          </label>
        ))}
      </fieldset>
      {site.reason !== null && <p>{t("because", { by: by ?? "", reason: site.reason })}</p>}
      <label>
        {t("reason")}
        <input
          name="reason"
          required
          maxLength={300}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </label>
      <button type="submit" disabled={pending || masked === site.masked}>
        {pending ? t("saving") : t("save")}
      </button>
      {told && <p role="alert">{refusal(told)}</p>}
    </form>
  );
}
