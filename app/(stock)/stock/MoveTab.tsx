"use client";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { CountForm } from "./CountForm.tsx";
import { MoveForm, type MoveKind } from "./MoveForm.tsx";
import type { StockRoom } from "./useRoom.ts";
import type { StockWords } from "./useStockWords.ts";

const kinds = ["receive", "issue", "return", "transfer", "count"] as const;

type Props = { room: StockRoom; words: StockWords; refetch(): Promise<void> };

/** Everything that moves stock by hand, by keyboard alone. */
export function MoveTab({ room, words, refetch }: Props) {
  const t = useTranslations("stock.move");
  const [kind, setKind] = useState<MoveKind | "count">("receive");
  return (
    <section aria-labelledby="move-title">
      <h2 id="move-title">{t("title")}</h2>
      <fieldset className="stock-kinds">
        <legend>{t("kind")}</legend>
        {kinds.map((each) => (
          <label key={each}>
            <input
              type="radio"
              name="kind"
              value={each}
              checked={kind === each}
              onChange={() => setKind(each)}
            />
            {t(`kinds.${each}`)}
          </label>
        ))}
      </fieldset>
      {kind === "count" ? (
        <CountForm room={room} words={words} refetch={refetch} />
      ) : (
        <MoveForm key={kind} kind={kind} room={room} words={words} refetch={refetch} />
      )}
    </section>
  );
}
