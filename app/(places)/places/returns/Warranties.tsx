"use client";
import { useRouter } from "next/navigation";
import { type FormEvent, startTransition, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { useRefusalWords } from "#app/_i18n/useRefusalWords.ts";
import { api, type Inputs, type Outputs } from "#app/_trpc/client.ts";
import { useCommand } from "#app/_trpc/useCommand.ts";

type Found = Outputs["repeat"]["warranties"];
type Warranty = Found["sites"][number]["warranties"][number];
const send = (sent: Inputs["repeat"]["setWarranty"]) => api.repeat.setWarranty.mutate(sent);

/** The warranty of each category at a site: seen by those who answer for it, changed by its manager. */
export function Warranties({ found, mayChange }: { found: Found; mayChange: boolean }) {
  const t = useTranslations("repeat.page");
  const zh = useLocale().startsWith("zh");
  const [siteId, setSiteId] = useState(found.sites[0]?.id ?? "");
  const at = found.sites.find((each) => each.id === siteId);
  const named = (one: { nameZh: string; nameEn: string }) => (zh ? one.nameZh : one.nameEn);
  return (
    <>
      <h2>{t("warranty")}</h2>
      <p>{t("warrantyWords")}</p>
      <div className="places-filter">
        <label>
          {t("site")}
          <select value={siteId} onChange={(event) => setSiteId(event.target.value)}>
            {found.sites.map((each) => (
              <option key={each.id} value={each.id}>
                {named(each)}
              </option>
            ))}
          </select>
        </label>
      </div>
      <ul className="returns-list" data-testid="warranties">
        {at?.warranties.map((each) => (
          <Line
            key={`${siteId} ${each.code}`}
            siteId={siteId}
            site={named(at)}
            warranty={each}
            mayChange={mayChange}
          />
        ))}
      </ul>
    </>
  );
}

type LineProps = { siteId: string; site: string; warranty: Warranty; mayChange: boolean };

function Line({ siteId, site, warranty, mayChange }: LineProps) {
  const t = useTranslations("repeat.page");
  const refusal = useRefusalWords();
  const router = useRouter();
  const zh = useLocale().startsWith("zh");
  const { run, pending, told } = useCommand(send);
  // What nobody types in follows what holds; what is typed stays, whatever another sets meanwhile.
  const [typed, setTyped] = useState<{ days?: string; source?: string }>({});
  const holds = { days: String(warranty.days), source: zh ? warranty.source.zh : warranty.source.en };
  const { days, source } = { ...holds, ...typed };
  const [said, setSaid] = useState("");
  const category = zh ? warranty.nameZh : warranty.nameEn;
  const by = warranty.set && (zh ? warranty.set.by : warranty.set.byLatin || warranty.set.by);

  async function submit(event: FormEvent) {
    event.preventDefault();
    setSaid("");
    const seen = warranty.set?.at ?? null;
    const sent = await run({ siteId, categoryCode: warranty.code, days: Number(days), source, seen });
    if (sent.ok) setSaid(t("saved", { site, category, days: Number(days) }));
    if (!sent.ok && sent.told.code !== "STALE") return;
    startTransition(() => {
      router.refresh();
      if (sent.ok) setTyped({});
    });
  }
  if (!mayChange)
    return (
      <li data-category={warranty.code} className="returns-line">
        <strong>{category}</strong>
        <span className="returns-days">{t("daysWords", { days: warranty.days })}</span>
        <span className="returns-source">{source}</span>
        <small>{by ? t("set", { by }) : t("shipped")}</small>
      </li>
    );
  return (
    <li data-category={warranty.code}>
      <form onSubmit={submit} aria-label={category}>
        <strong>{category}</strong>
        <label>
          {t("figure")}
          <input
            name="days"
            type="number"
            min={0}
            max={3650}
            required
            value={days}
            onChange={(event) => setTyped({ ...typed, days: event.target.value })}
          />
        </label>
        <label className="returns-source">
          {t("source")}
          <input
            name="source"
            required
            maxLength={200}
            value={source}
            onChange={(event) => setTyped({ ...typed, source: event.target.value })}
          />
        </label>
        <button type="submit" className="places-button" aria-disabled={pending}>
          {pending ? t("saving") : t("save")}
        </button>
        <small>{by ? t("set", { by }) : t("shipped")}</small>
        <span role="status">{said}</span>
        {told && (
          <span role="alert" className="places-problem">
            {refusal(told)} {told.code === "STALE" && t("holds", holds)}
          </span>
        )}
      </form>
    </li>
  );
}
