"use client";
import { ArrowLeft, Minus, Plus } from "lucide-react";
import Link from "next/link";
import { useState, useSyncExternalStore } from "react";
import { useLocale, useTranslations } from "use-intl";
import { moveReasons } from "#server/domain/stock/movement.ts";
import { fromNumeric, quantityWords, readQuantity } from "#server/domain/stock/quantity.ts";
import { type SiteStock, stockOf, watchStock } from "../../_stock/stockCopy.ts";
import { useStock } from "../../_stock/useStock.ts";
import { ownZone } from "../../ownZone.ts";
import { useBeside } from "../../useBeside.ts";
import { Choices } from "../[id]/Choices.tsx";
import "../[id]/parts/parts.css";

/** The van of each site that he works at, as this phone knows it. */
export function Van({ personId }: { personId: string }) {
  const t = useTranslations("field.van");
  const stock = useSyncExternalStore(
    watchStock,
    () => stockOf(personId),
    () => null,
  );
  return (
    <article className="field-job" data-testid="van">
      <Link href="/jobs" className="field-back" prefetch={false}>
        <ArrowLeft size={20} strokeWidth={1.75} aria-hidden />
        {t("back")}
      </Link>
      <h1>{t("title")}</h1>
      {stock === null && <p>{t("unknown")}</p>}
      {stock?.sites.map(({ siteId }) => (
        <SiteVan key={siteId} personId={personId} siteId={siteId} />
      ))}
    </article>
  );
}

function SiteVan({ personId, siteId }: { personId: string; siteId: string }) {
  const stock = useStock(personId, siteId);
  return stock?.vanId ? (
    <Load key={stock.vanId} personId={personId} stock={stock} vanId={stock.vanId} />
  ) : null;
}

type Reason = (typeof moveReasons.return)[number];
type Props = { personId: string; stock: SiteStock; vanId: string };

/** Each thing in the van, with how much of it goes back and why; one press takes all of them to the warehouse. */
function Load({ personId, stock, vanId }: Props) {
  const t = useTranslations("field.van");
  const parts = useTranslations("parts");
  const zh = useLocale() === "zh";
  const beside = useBeside(personId, { number: "", plate: null, timeZone: stock.timeZone ?? ownZone() });
  const [back, setBack] = useState<Record<string, bigint>>({});
  const [said, setSaid] = useState("");
  const [reason, setReason] = useState<Reason>("not_needed");
  const [words, setWords] = useState("");
  const held = stock.materials.filter(({ van }) => fromNumeric(van) > 0n);
  const lines = held.flatMap(({ id }) => {
    const quantity = back[id] ?? 0n;
    return quantity > 0n ? [{ materialId: id, quantity: quantityWords(quantity) }] : [];
  });

  function step(id: string, van: string, by: bigint) {
    setSaid("");
    setBack((old) => {
      const most = readQuantity(van) ?? 0n;
      const next = (old[id] ?? 0n) + by * 1_000n;
      return { ...old, [id]: next < 0n ? 0n : next > most ? most : next };
    });
  }
  function choose(why: Reason) {
    setSaid("");
    setReason(why);
  }
  async function giveBack() {
    if (lines.length === 0) return setSaid(t("need"));
    const other = reason === "other";
    if (other && words.trim() === "") return setSaid(t("needWords"));
    if (
      await beside.keep(
        { verb: "vanBack", storeId: vanId, lines, reason, ...(other && { words }) },
        t("done", { count: lines.length }),
      )
    ) {
      setBack({});
      setReason("not_needed");
      setWords("");
    }
  }
  return (
    <section data-testid="van-load" data-van={vanId}>
      <h2>{zh ? stock.nameZh : stock.nameEn}</h2>
      {held.length === 0 && <p>{t("empty")}</p>}
      <ul className="field-van">
        {held.map(({ id, code, nameZh, nameEn, unit, van }) => {
          const name = zh ? nameZh : nameEn;
          const quantity = quantityWords(back[id] ?? 0n);
          return (
            <li key={id} data-code={code}>
              <p>
                <strong>{name}</strong>{" "}
                <span className="field-aside" data-testid="van-has">
                  {t("has", { quantity: van, unit: parts(`units.${unit}`) })}
                </span>
              </p>
              <div className="parts-stepper">
                <button
                  type="button"
                  className="field-plain"
                  aria-label={parts("less", { name })}
                  onClick={() => step(id, van, -1n)}
                >
                  <Minus size={24} strokeWidth={1.75} aria-hidden />
                </button>
                <output className="field-figures" aria-label={t("goesBack", { name })}>
                  {quantity}
                </output>
                <button
                  type="button"
                  className="field-plain"
                  aria-label={parts("moreOf", { name })}
                  data-testid="van-more"
                  onClick={() => step(id, van, 1n)}
                >
                  <Plus size={24} strokeWidth={1.75} aria-hidden />
                </button>
              </div>
            </li>
          );
        })}
      </ul>
      {held.length > 0 && (
        <Choices
          name={`why-${vanId}`}
          title={t("why")}
          options={moveReasons.return.map((value) => ({ value, words: t(`reason.${value}`) }))}
          chosen={reason}
          choose={choose}
          problem={undefined}
        />
      )}
      {reason === "other" && (
        <>
          <label className="field-label" htmlFor={`words-${vanId}`}>
            {t("words")}
          </label>
          <textarea
            id={`words-${vanId}`}
            rows={2}
            maxLength={300}
            value={words}
            onChange={(event) => {
              setSaid("");
              setWords(event.target.value);
            }}
          />
        </>
      )}
      <div className="field-bar">
        <p role="status" className="field-told">
          {said || beside.said}
        </p>
        <button
          type="button"
          className="field-button field-primary"
          data-testid="van-return"
          aria-disabled={lines.length === 0}
          onClick={() => void giveBack()}
        >
          {t("give", { count: lines.length })}
        </button>
      </div>
    </section>
  );
}
