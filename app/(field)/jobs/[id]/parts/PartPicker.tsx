"use client";
import { ScanLine } from "lucide-react";
import { useId, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { moneyWords } from "#app/_money/money.ts";
import { findMaterials, scannedMaterial } from "#server/domain/stock/search.ts";
import type { Part, SiteStock } from "../../../_stock/stockCopy.ts";
import { Scan } from "./Scan.tsx";

/** How many are offered at once. */
const most = 6;

type Props = { stock: SiteStock | null; chosen: readonly string[]; choose(part: Part): void };

/** Finds a part by what is typed or what the camera sees. */
export function PartPicker({ stock, chosen, choose }: Props) {
  const t = useTranslations("parts");
  const zh = useLocale() === "zh";
  const field = useId();
  const [typed, setTyped] = useState("");
  const [scanning, setScanning] = useState(false);
  const [said, setSaid] = useState("");
  if (stock === null) return <p className="field-aside">{t("noCopy")}</p>;
  const nameOf = (part: Part) => (zh ? part.nameZh : part.nameEn);
  const found = typed.trim() === "" ? [] : findMaterials(stock.materials, typed);
  const offered = found.filter((part) => !chosen.includes(part.id));

  function take(part: Part) {
    choose(part);
    setTyped("");
    setSaid(t("scanFound", { name: nameOf(part) }));
  }
  function scanned(code: string) {
    setScanning(false);
    const part = scannedMaterial(stock?.materials ?? [], code);
    if (part) take(part);
    else setSaid(t("scanUnknown", { code }));
  }

  return (
    <div className="parts-picker">
      <label className="field-label" htmlFor={field}>
        {t("search")}
      </label>
      <div className="parts-search">
        <input
          id={field}
          type="search"
          value={typed}
          autoComplete="off"
          enterKeyHint="search"
          placeholder={t("searchHint")}
          data-testid="part-search"
          onChange={(event) => {
            setTyped(event.target.value);
            setSaid("");
          }}
          onKeyDown={(event) => {
            if (event.key !== "Enter" || event.nativeEvent.isComposing) return;
            event.preventDefault();
            const exact = scannedMaterial(stock.materials, typed) ?? offered[0];
            if (exact) take(exact);
          }}
        />
        <button
          type="button"
          className="field-plain"
          data-testid="part-scan"
          onClick={() => setScanning(true)}
        >
          <ScanLine size={24} strokeWidth={1.75} aria-hidden />
          {t("scan")}
        </button>
      </div>
      <p role="status" className="field-aside">
        {said || (typed.trim() === "" ? "" : found.length === 0 ? t("notFound", { typed }) : "")}
      </p>
      {offered.length > 0 && (
        <ul className="parts-found" aria-label={t("found", { count: found.length })}>
          {offered.slice(0, most).map((part) => (
            <li key={part.id}>
              <button type="button" data-testid="part-found" data-code={part.code} onClick={() => take(part)}>
                <strong>{nameOf(part)}</strong>
                <span className="field-aside">
                  {part.code} ·{" "}
                  {t("price", { money: moneyWords(part.priceCents), unit: t(`units.${part.unit}`) })}
                </span>
                <span className="field-aside">
                  {t("where", { van: part.van, warehouse: part.warehouse })}
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
      {offered.length > most && <p className="field-aside">{t("more", { count: offered.length - most })}</p>}
      {scanning && <Scan found={scanned} close={() => setScanning(false)} />}
    </div>
  );
}
