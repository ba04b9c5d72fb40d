"use client";
import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { useRefusalWords } from "#app/_i18n/useRefusalWords.ts";
import { moneyWords, readMoney } from "#app/_money/money.ts";
import { api, type Inputs } from "#app/_trpc/client.ts";
import { useCommand } from "#app/_trpc/useCommand.ts";
import { MaterialForm } from "./MaterialForm.tsx";
import { Scroll } from "./Scroll.tsx";
import type { Material, StockRoom } from "./useRoom.ts";
import type { StockWords } from "./useStockWords.ts";

const send = (sent: Inputs["stock"]["setLimit"]) => api.stock.setLimit.mutate(sent);

type Props = { room: StockRoom; words: StockWords; refetch(): Promise<void> };

/** The catalogue with its prices, and above which sum owners are asked first. */
export function MaterialsTab({ room: { levels, materials }, words, refetch }: Props) {
  const t = useTranslations("stock.materials");
  const parts = useTranslations("parts");
  const [open, setOpen] = useState<Material | "new" | null>(null);
  const [said, setSaid] = useState("");
  const siteId = levels.site.id;
  return (
    <section aria-labelledby="materials-title">
      <h2 id="materials-title">{t("title")}</h2>
      <Limit siteId={siteId} cents={levels.limitCents} refetch={refetch} />
      {open === null ? (
        <div className="stock-row">
          <button type="button" className="stock-button" data-main="true" onClick={() => setOpen("new")}>
            {t("add")}
          </button>
          <p role="status" className="stock-said">
            {said}
          </p>
        </div>
      ) : (
        <MaterialForm
          key={open === "new" ? "new" : open.id}
          siteId={siteId}
          of={open === "new" ? null : open}
          close={async (kept) => {
            setOpen(null);
            setSaid(kept ? t("saved") : "");
            if (kept) await refetch();
          }}
        />
      )}
      <Scroll>
        <table className="stock-table">
          <thead>
            <tr>
              <th scope="col">{t("code")}</th>
              <th scope="col">{t("nameZh")}</th>
              <th scope="col">{t("nameEn")}</th>
              <th scope="col" className="stock-right">
                {t("price")}
              </th>
              <th scope="col">{t("usually")}</th>
              <th scope="col">{t("edit")}</th>
            </tr>
          </thead>
          <tbody>
            {materials.map((each) => (
              <tr key={each.id} data-code={each.code}>
                <td className="stock-figures">{each.code}</td>
                <th scope="row">
                  {each.nameZh}
                  {each.retired && <small>{t("retiredMark")}</small>}
                </th>
                <td>{each.nameEn}</td>
                <td className="stock-right stock-figures">
                  {parts("price", { money: moneyWords(each.priceCents), unit: parts(`units.${each.unit}`) })}
                </td>
                <td>{parts(`kinds.${each.usually}`)}</td>
                <td>
                  <button
                    type="button"
                    className="stock-button"
                    aria-label={t("editOf", { name: words.name(each) })}
                    onClick={() => setOpen(each)}
                  >
                    {t("edit")}
                  </button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </section>
  );
}

function Limit({ siteId, cents, refetch }: { siteId: string; cents: number; refetch(): Promise<void> }) {
  const t = useTranslations("stock.materials");
  const refusal = useRefusalWords();
  const { run, pending } = useCommand(send);
  // What is typed stays, whatever another sets meanwhile; null follows what holds.
  const [typed, setTyped] = useState<string | null>(null);
  const [said, setSaid] = useState({ words: "", bad: false });
  async function keep(event: FormEvent) {
    event.preventDefault();
    const limitCents = typed === null ? cents : readMoney(typed);
    if (pending) return;
    if (limitCents === null) return setSaid({ words: t("badPrice"), bad: true });
    const kept = await run({ siteId, limitCents, seen: cents });
    setSaid({ words: kept.ok ? t("saved") : refusal(kept.told), bad: !kept.ok });
    if (kept.ok || kept.told.code === "STALE") await refetch();
    if (kept.ok) setTyped(null);
  }
  return (
    <form className="stock-row" onSubmit={keep} noValidate>
      <label className="stock-field">
        {t("limit")}
        <input
          inputMode="decimal"
          value={typed ?? plain(cents)}
          onChange={(event) => setTyped(event.target.value)}
        />
      </label>
      <button type="submit" className="stock-button" aria-disabled={pending}>
        {t("setLimit")}
      </button>
      {typed !== null && readMoney(typed) !== cents && (
        <span className="stock-said">{t("holds", { money: moneyWords(cents) })}</span>
      )}
      <p role="status" className={said.bad ? "stock-problem" : "stock-said"}>
        {said.words}
      </p>
    </form>
  );
}

/** Cents as they are typed. */
export const plain = (cents: number) => `${Math.trunc(cents / 100)}.${String(cents % 100).padStart(2, "0")}`;
