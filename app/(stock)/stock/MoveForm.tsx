"use client";
import { X } from "lucide-react";
import { type FormEvent, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { useRefusalWords } from "#app/_i18n/useRefusalWords.ts";
import { api, type Inputs } from "#app/_trpc/client.ts";
import { useCommand } from "#app/_trpc/useCommand.ts";
import { type MoveReason, moveReasons } from "#server/domain/stock/movement.ts";
import { readQuantity } from "#server/domain/stock/quantity.ts";
import { MaterialField, meant } from "./MaterialField.tsx";
import type { StockRoom } from "./useRoom.ts";
import type { StockWords } from "./useStockWords.ts";

export type MoveKind = "receive" | "issue" | "return" | "transfer";
type Sent =
  | { kind: "receive"; input: Inputs["stock"]["receive"]["input"] }
  | { kind: "issue"; input: Inputs["stock"]["issue"]["input"] }
  | { kind: "return"; input: Inputs["stock"]["return"]["input"] }
  | { kind: "transfer"; input: Inputs["stock"]["transfer"]["input"] };

function send({ key, input: { kind, input } }: { key: string; input: Sent }) {
  switch (kind) {
    case "receive":
      return api.stock.receive.mutate({ key, input });
    case "issue":
      return api.stock.issue.mutate({ key, input });
    case "return":
      return api.stock.return.mutate({ key, input });
    case "transfer":
      return api.stock.transfer.mutate({ key, input });
  }
}

type Why<Kind extends MoveKind> = (typeof moveReasons)[Kind][number];
type Line = { n: number; typed: string; quantity: string };
type Props = { kind: MoveKind; room: StockRoom; words: StockWords; refetch(): Promise<void> };

const fieldOf = {
  material: "input[list]",
  quantity: "[data-testid=move-quantity]",
  words: "[data-testid=move-words]",
};
const noProblem = { words: "" };

/** One movement of several materials; Enter in the last quantity begins the next line. */
export function MoveForm({ kind, room: { levels, materials }, words, refetch }: Props) {
  const t = useTranslations("stock.move");
  const unit = useTranslations("parts.units");
  const stock = useTranslations("stock");
  const refusal = useRefusalWords();
  const { run, pending } = useCommand(send);
  const { stores, reservations } = levels;
  const warehouse = stores.find((each) => each.kind === "warehouse")?.id ?? "";
  const vans = stores.filter((each) => each.kind === "van");
  const [from, setFrom] = useState(kind === "issue" || kind === "transfer" ? warehouse : "");
  const [to, setTo] = useState(kind === "receive" ? warehouse : "");
  const [ticketId, setTicketId] = useState("");
  const reasons: readonly MoveReason[] = moveReasons[kind];
  const [reason, setReason] = useState<MoveReason>(reasons[0]!);
  const [note, setNote] = useState("");
  const [lines, setLines] = useState<Line[]>([{ n: 0, typed: "", quantity: "" }]);
  const [said, setSaid] = useState("");
  const [problem, setProblem] = useState<{
    words: string;
    line?: number;
    field?: "material" | "quantity" | "words";
  }>(noProblem);
  const form = useRef<HTMLFormElement>(null);
  const change = (n: number, of: Partial<Line>) =>
    setLines((all) => all.map((line) => (line.n === n ? { ...line, ...of } : line)));
  const addLine = () => {
    setLines((all) => [...all, { n: Math.max(...all.map((line) => line.n)) + 1, typed: "", quantity: "" }]);
    setTimeout(() => {
      const fields = form.current?.querySelectorAll<HTMLInputElement>("input[list]");
      fields?.[fields.length - 1]?.focus();
    });
  };
  const fromShown = kind === "receive" ? [] : kind === "return" ? vans : stores;
  const toShown = kind === "return" ? [] : kind === "issue" ? vans : stores;
  const jobs = [
    ...new Map(reservations.filter((each) => each.storeId === from).map((r) => [r.ticketId, r.number])),
  ];

  /** Said at its field, which takes the focus. */
  function wrong(words: string, field?: "material" | "quantity" | "words", line?: number) {
    setProblem({ words, ...(field && { field }), ...(line !== undefined && { line }) });
    if (field === undefined) return;
    const row = line === undefined ? "" : `[data-line="${line}"] `;
    form.current?.querySelector<HTMLInputElement>(`${row}${fieldOf[field]}`)?.focus();
  }

  /** What goes for a job goes because of it. */
  function chooseJob(id: string) {
    setTicketId(id);
    setReason(id === "" ? reasons[0]! : "for_job");
  }

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (pending) return;
    setSaid("");
    const wanted: Array<{ materialId: string; quantity: string }> = [];
    for (const [at, line] of lines.entries()) {
      const material = meant(materials, line.typed);
      if (!material) return wrong(t("needMaterial", { n: at + 1 }), "material", line.n);
      if ((readQuantity(line.quantity) ?? 0n) === 0n)
        return wrong(t("needQuantity", { n: at + 1 }), "quantity", line.n);
      if (wanted.some((each) => each.materialId === material.id))
        return wrong(t("twice", { n: at + 1 }), "material", line.n);
      wanted.push({ materialId: material.id, quantity: line.quantity.trim() });
    }
    if ((fromShown.length > 0 && from === "") || (toShown.length > 0 && to === ""))
      return wrong(t("needStore"));
    if (reason === "other" && note.trim() === "") return wrong(t("needWords"), "words");
    const rest = { lines: wanted, words: note };
    const outcome = await run(sentOf(rest));
    setProblem(outcome.ok ? noProblem : { words: refusal(outcome.told) });
    if (!outcome.ok) return;
    setSaid(stock("saved"));
    setLines([{ n: 0, typed: "", quantity: "" }]);
    setNote("");
    await refetch();
    form.current?.querySelector<HTMLInputElement>("input[list]")?.focus();
  }

  function sentOf(rest: { lines: Array<{ materialId: string; quantity: string }>; words: string }): Sent {
    switch (kind) {
      case "receive":
        return { kind, input: { storeId: to, reason: reason as Why<"receive">, ...rest } };
      case "return":
        return { kind, input: { storeId: from, reason: reason as Why<"return">, ...rest } };
      case "issue":
        return {
          kind,
          input: {
            fromId: from,
            toId: to,
            ...(ticketId !== "" && { ticketId }),
            reason: reason as Why<"issue">,
            ...rest,
          },
        };
      case "transfer":
        return { kind, input: { fromId: from, toId: to, reason: reason as Why<"transfer">, ...rest } };
    }
  }

  const sentence = (
    <p id="move-problem" role="alert" className="stock-problem">
      {problem.words}
    </p>
  );
  return (
    <form ref={form} className="stock-form" onSubmit={submit} noValidate data-testid={`form-${kind}`}>
      <div className="stock-row">
        {fromShown.length > 0 && (
          <label className="stock-field">
            {t("from")}
            <select value={from} onChange={(event) => setFrom(event.target.value)} data-testid="move-from">
              <option value="" />
              {fromShown.map((each) => (
                <option key={each.id} value={each.id}>
                  {words.name(each)}
                </option>
              ))}
            </select>
          </label>
        )}
        {toShown.length > 0 && (
          <label className="stock-field">
            {t("to")}
            <select value={to} onChange={(event) => setTo(event.target.value)} data-testid="move-to">
              <option value="" />
              {toShown.map((each) => (
                <option key={each.id} value={each.id}>
                  {words.name(each)}
                </option>
              ))}
            </select>
          </label>
        )}
        {kind === "issue" && jobs.length > 0 && (
          <label className="stock-field">
            {t("job")}
            <select value={ticketId} onChange={(event) => chooseJob(event.target.value)}>
              <option value="">{t("noJob")}</option>
              {jobs.map(([id, number]) => (
                <option key={id} value={id}>
                  {number}
                </option>
              ))}
            </select>
          </label>
        )}
      </div>
      {lines.map((line, at) => {
        const material = meant(materials, line.typed);
        return (
          <div key={line.n} className="stock-row" data-line={line.n}>
            <MaterialField
              label={t("material")}
              hint={t("materialHint")}
              typed={line.typed}
              materials={materials}
              problem={problem.line === line.n && problem.field === "material" ? "move-problem" : undefined}
              type={(typed) => change(line.n, { typed })}
            />
            <label className="stock-field">
              {material ? t("quantity", { unit: unit(material.unit) }) : t("quantityPlain")}
              <input
                inputMode="decimal"
                value={line.quantity}
                aria-invalid={problem.line === line.n && problem.field === "quantity"}
                aria-describedby="move-problem"
                data-testid="move-quantity"
                onChange={(event) => change(line.n, { quantity: event.target.value })}
                onKeyDown={(event) => {
                  if (
                    event.key !== "Enter" ||
                    event.ctrlKey ||
                    at !== lines.length - 1 ||
                    line.quantity === ""
                  )
                    return;
                  event.preventDefault();
                  addLine();
                }}
              />
            </label>
            <span className="stock-meant">{material ? words.name(material) : ""}</span>
            {lines.length > 1 && (
              <button
                type="button"
                className="stock-button"
                aria-label={t("dropLine", { n: at + 1 })}
                onClick={() => setLines((all) => all.filter((each) => each.n !== line.n))}
              >
                <X size={16} strokeWidth={1.75} aria-hidden />
              </button>
            )}
            {problem.line === line.n && sentence}
          </div>
        );
      })}
      <div className="stock-row">
        <label className="stock-field">
          {t("reason")}
          <select
            value={reason}
            data-testid="move-reason"
            onChange={(event) => setReason(event.target.value as MoveReason)}
          >
            {reasons.map((each) => (
              <option key={each} value={each}>
                {t(`reasons.${each}`)}
              </option>
            ))}
          </select>
        </label>
        <label className="stock-field stock-wide">
          {t(reason === "other" ? "wordsOther" : "words")}
          <input
            value={note}
            maxLength={300}
            aria-required={reason === "other"}
            aria-invalid={problem.field === "words"}
            aria-describedby="move-problem"
            data-testid="move-words"
            onChange={(event) => setNote(event.target.value)}
          />
        </label>
      </div>
      {problem.line === undefined && sentence}
      <p role="status" className="stock-said">
        {said}
      </p>
      <div className="stock-row">
        <button
          type="submit"
          className="stock-button"
          data-main="true"
          aria-disabled={pending}
          data-testid="move-submit"
        >
          {pending ? t("sending") : t("submit")}
        </button>
        <button type="button" className="stock-button" onClick={addLine}>
          {t("addLine")}
        </button>
      </div>
    </form>
  );
}
