"use client";
import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { useRefusalWords } from "#app/_i18n/useRefusalWords.ts";
import { api, type Inputs } from "#app/_trpc/client.ts";
import { useCommand } from "#app/_trpc/useCommand.ts";
import { type CountReason, countReasons } from "#server/domain/stock/movement.ts";
import { readQuantity } from "#server/domain/stock/quantity.ts";
import { MaterialField, meant } from "./MaterialField.tsx";
import type { StockRoom } from "./useRoom.ts";
import type { StockWords } from "./useStockWords.ts";

const send = (sent: Inputs["stock"]["count"]) => api.stock.count.mutate(sent);

type Props = { room: StockRoom; words: StockWords; refetch(): Promise<void> };

/** What was counted replaces what the books say, with why. */
export function CountForm({ room: { levels, materials }, words, refetch }: Props) {
  const t = useTranslations("stock.move");
  const stock = useTranslations("stock");
  const refusal = useRefusalWords();
  const { run, pending } = useCommand(send);
  const [storeId, setStoreId] = useState(levels.stores.find((each) => each.kind === "warehouse")?.id ?? "");
  const [typed, setTyped] = useState("");
  const [counted, setCounted] = useState("");
  const [reason, setReason] = useState<CountReason | "">("");
  const [note, setNote] = useState("");
  const [said, setSaid] = useState("");
  const [problem, setProblem] = useState("");
  const material = meant(materials, typed);
  const book =
    levels.levels.find((each) => each.storeId === storeId && each.materialId === material?.id)?.quantity ??
    "0";

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (pending) return;
    setSaid("");
    if (!material) return setProblem(t("needMaterial", { n: 1 }));
    if (readQuantity(counted) === null) return setProblem(t("needCounted"));
    if (reason === "") return setProblem(t("needReason"));
    const outcome = await run({
      storeId,
      materialId: material.id,
      counted: counted.trim(),
      seen: book,
      reason,
      words: note,
    });
    setProblem(outcome.ok ? "" : refusal(outcome.told));
    await refetch();
    if (!outcome.ok) return;
    setSaid(outcome.result.movementId === null ? t("same") : stock("saved"));
    setTyped("");
    setCounted("");
    setNote("");
  }

  return (
    <form className="stock-form" onSubmit={submit} noValidate data-testid="form-count">
      <div className="stock-row">
        <label className="stock-field">
          {stock("levels.store")}
          <select value={storeId} onChange={(event) => setStoreId(event.target.value)}>
            {levels.stores.map((each) => (
              <option key={each.id} value={each.id}>
                {words.name(each)}
              </option>
            ))}
          </select>
        </label>
        <MaterialField
          label={t("material")}
          hint={t("materialHint")}
          typed={typed}
          materials={materials}
          type={setTyped}
        />
        <span className="stock-meant">
          {material
            ? `${words.name(material)} · ${t("book", { quantity: words.amount(book, material.id) })}`
            : ""}
        </span>
      </div>
      <div className="stock-row">
        <label className="stock-field">
          {t("counted")}
          <input inputMode="decimal" value={counted} onChange={(event) => setCounted(event.target.value)} />
        </label>
        <label className="stock-field">
          {t("reason")}
          <select value={reason} onChange={(event) => setReason(event.target.value as CountReason | "")}>
            <option value="" />
            {countReasons.map((each) => (
              <option key={each} value={each}>
                {t(`reasons.${each}`)}
              </option>
            ))}
          </select>
        </label>
        <label className="stock-field stock-wide">
          {t("words")}
          <input value={note} maxLength={300} onChange={(event) => setNote(event.target.value)} />
        </label>
      </div>
      <p role="alert" className="stock-problem">
        {problem}
      </p>
      <p role="status" className="stock-said">
        {said}
      </p>
      <div className="stock-row">
        <button type="submit" className="stock-button" data-main="true" aria-disabled={pending}>
          {pending ? t("sending") : t("submit")}
        </button>
      </div>
    </form>
  );
}
