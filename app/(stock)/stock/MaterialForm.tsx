"use client";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { useRefusalWords } from "#app/_i18n/useRefusalWords.ts";
import { readMoney } from "#app/_money/money.ts";
import { api, type Inputs } from "#app/_trpc/client.ts";
import { useCommand } from "#app/_trpc/useCommand.ts";
import { chargeKinds } from "#server/domain/stock/charge.ts";
import { units } from "#server/domain/stock/movement.ts";
import { plain } from "./MaterialsTab.tsx";
import type { Material } from "./useRoom.ts";

const send = (sent: Inputs["material"]["save"]) => api.material.save.mutate(sent);
const texts = ["code", "barcode", "nameZh", "nameEn"] as const;

type Props = { siteId: string; of: Material | null; close(kept: boolean): Promise<void> };

/** One material, new or as it is. */
export function MaterialForm({ siteId, of, close }: Props) {
  const t = useTranslations("stock.materials");
  const parts = useTranslations("parts");
  const refusal = useRefusalWords();
  const { run, pending } = useCommand(send);
  const [said, setSaid] = useState({
    code: of?.code ?? "",
    barcode: of?.barcode ?? "",
    nameZh: of?.nameZh ?? "",
    nameEn: of?.nameEn ?? "",
    unit: of?.unit ?? "piece",
    usually: of?.usually ?? "charged",
    retired: of?.retired ?? false,
  });
  const [price, setPrice] = useState(of ? plain(of.priceCents) : "");
  const [problem, setProblem] = useState("");
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => first.current?.focus(), []);
  async function keep(event: FormEvent) {
    event.preventDefault();
    if (pending) return;
    const priceCents = readMoney(price);
    if (priceCents === null) return setProblem(t("badPrice"));
    const seen = of === null ? {} : { version: of.version };
    const kept = await run({ siteId, materialId: of?.id ?? null, ...seen, ...said, priceCents });
    if (kept.ok) return close(true);
    const field = texts.find((each) => each === kept.told.field);
    setProblem(field ? `${t(field)}: ${refusal(kept.told)}` : refusal(kept.told));
  }
  return (
    <form className="stock-form" onSubmit={keep} noValidate data-testid="material-form">
      <div className="stock-row">
        {texts.map((name, at) => (
          <label key={name} className="stock-field">
            {t(name)}
            <input
              ref={at === 0 ? first : undefined}
              value={said[name]}
              onChange={(event) => setSaid({ ...said, [name]: event.target.value })}
            />
          </label>
        ))}
        <label className="stock-field">
          {t("unit")}
          <select
            value={said.unit}
            onChange={(event) => setSaid({ ...said, unit: event.target.value as typeof said.unit })}
          >
            {units.map((each) => (
              <option key={each} value={each}>
                {parts(`units.${each}`)}
              </option>
            ))}
          </select>
        </label>
        <label className="stock-field">
          {t("price")}
          <input inputMode="decimal" value={price} onChange={(event) => setPrice(event.target.value)} />
        </label>
        <label className="stock-field">
          {t("usually")}
          <select
            value={said.usually}
            onChange={(event) => setSaid({ ...said, usually: event.target.value as typeof said.usually })}
          >
            {chargeKinds.map((each) => (
              <option key={each} value={each}>
                {parts(`kinds.${each}`)}
              </option>
            ))}
          </select>
        </label>
        {of && (
          <label className="stock-check">
            <input
              type="checkbox"
              checked={said.retired}
              onChange={(event) => setSaid({ ...said, retired: event.target.checked })}
            />
            {t("retired")}
          </label>
        )}
      </div>
      <p role="alert" className="stock-problem">
        {problem}
      </p>
      <div className="stock-row">
        <button type="submit" className="stock-button" data-main="true" aria-disabled={pending}>
          {t("save")}
        </button>
        <button type="button" className="stock-button" onClick={() => void close(false)}>
          {t("cancel")}
        </button>
      </div>
    </form>
  );
}
