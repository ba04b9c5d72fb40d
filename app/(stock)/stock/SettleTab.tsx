"use client";
import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { useRefusalWords } from "#app/_i18n/useRefusalWords.ts";
import { api, type Inputs } from "#app/_trpc/client.ts";
import { useCommand } from "#app/_trpc/useCommand.ts";
import { type Settlement, settlements } from "#server/domain/stock/movement.ts";
import type { Levels, StockRoom } from "./useRoom.ts";
import type { StockWords } from "./useStockWords.ts";

const send = (sent: Inputs["stock"]["settle"]) => api.stock.settle.mutate(sent);

type Props = { room: StockRoom; words: StockWords; refetch(): Promise<void> };

/** Each use that the books did not have, with the three ways in which that can be so. */
export function SettleTab({ room, words, refetch }: Props) {
  const t = useTranslations("stock.settle");
  const { conflicts } = room.levels;
  return (
    <section aria-labelledby="settle-title">
      <h2 id="settle-title">{t("title")}</h2>
      {conflicts.length === 0 && <p>{t("none")}</p>}
      {conflicts.map((conflict) => (
        <Settle key={conflict.id} conflict={conflict} room={room} words={words} refetch={refetch} />
      ))}
    </section>
  );
}

function Settle({ conflict, room, words, refetch }: Props & { conflict: Levels["conflicts"][number] }) {
  const t = useTranslations("stock.settle");
  const refusal = useRefusalWords();
  const { run, pending } = useCommand(send);
  const [by, setBy] = useState<Settlement | null>(null);
  const [fromId, setFromId] = useState("");
  const [note, setNote] = useState("");
  const [problem, setProblem] = useState("");
  async function submit(event: FormEvent) {
    event.preventDefault();
    if (pending) return;
    if (by === null) return setProblem(t("need"));
    if (by === "other_store" && fromId === "") return setProblem(t("needFrom"));
    const from = by === "other_store" ? { fromId } : {};
    const outcome = await run({ conflictId: conflict.id, by, ...from, words: note });
    setProblem(outcome.ok ? "" : refusal(outcome.told));
    if (outcome.ok) await refetch();
  }
  const { materialId, storeId } = conflict;
  return (
    <form className="stock-conflict" onSubmit={submit} noValidate data-testid="stock-conflict">
      <p>
        {t("line", {
          technician: words.person(conflict.technician),
          number: conflict.number,
          name: words.material(materialId),
          quantity: words.amount(conflict.quantity, materialId),
          store: words.store(storeId),
          available: words.amount(conflict.available, materialId),
        })}{" "}
        {t("done", { time: words.time(conflict.doneAt) })}
      </p>
      <fieldset className="stock-kinds">
        <legend>{t("how")}</legend>
        {settlements.map((each) => (
          <label key={each}>
            <input
              type="radio"
              name={`by-${conflict.id}`}
              value={each}
              checked={by === each}
              onChange={() => setBy(each)}
            />
            {t(`by.${each}`)}
          </label>
        ))}
      </fieldset>
      <div className="stock-row">
        {by === "other_store" && (
          <label className="stock-field">
            {t("from")}
            <select
              value={fromId}
              onChange={(event) => setFromId(event.target.value)}
              data-testid="settle-from"
            >
              <option value="" />
              {room.levels.stores
                .filter((each) => each.id !== storeId)
                .map((each) => (
                  <option key={each.id} value={each.id}>
                    {words.name(each)}
                  </option>
                ))}
            </select>
          </label>
        )}
        <label className="stock-field stock-wide">
          {t("words")}
          <input value={note} maxLength={300} onChange={(event) => setNote(event.target.value)} />
        </label>
        <button
          type="submit"
          className="stock-button"
          data-main="true"
          aria-disabled={pending}
          data-testid="settle"
        >
          {t("submit")}
        </button>
      </div>
      <p role="alert" className="stock-problem">
        {problem}
      </p>
    </form>
  );
}
