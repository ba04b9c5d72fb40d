"use client";
import { useCallback, useEffect, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { moneyWords } from "#app/_money/money.ts";
import { api, type Outputs } from "#app/_trpc/client.ts";
import type { Unit } from "#server/domain/stock/movement.ts";
import { Scroll } from "./Scroll.tsx";
import type { StockRoom } from "./useRoom.ts";

const groups = ["item", "building", "fault", "technician", "month"] as const;
type Rows = Outputs["stock"]["usage"]["rows"];

/** What was used on repairs, by whatever is asked; the sums are the books' own. */
export function UsageTab({ room: { levels } }: { room: StockRoom }) {
  const t = useTranslations("stock.usage");
  const unit = useTranslations("parts.units");
  const zh = useLocale() === "zh";
  const { id: siteId, timeZone } = levels.site;
  const [by, setBy] = useState<(typeof groups)[number]>("item");
  const [[from, until], setSpan] = useState<[string, string]>(["", ""]);
  const [rows, setRows] = useState<Rows>([]);
  useEffect(() => {
    const today = new Intl.DateTimeFormat("en-CA", { timeZone }).format(new Date());
    setSpan([`${today.slice(0, 8)}01`, today]);
  }, [timeZone]);
  const ask = useCallback(async () => {
    const [start, end] = [startOf(from, timeZone), startOf(until, timeZone)];
    if (start === null || end === null) return;
    const next = new Date(end.getTime() + 86_400_000);
    const span = { from: start.toISOString(), until: next.toISOString() };
    const answer = await api.stock.usage.query({ siteId, by, ...span }).catch(() => null);
    if (answer) setRows(answer.rows);
  }, [siteId, by, from, until, timeZone]);
  useEffect(() => void ask(), [ask]);
  const nameOf = (row: Rows[number]) => (zh ? row.zh : row.en) || t("grounds");
  const amount = (row: Rows[number]) =>
    row.quantity === "" ? "" : `${row.quantity} ${unit(row.unit as Unit)}`;
  const sum = (of: "costCents" | "chargedCents" | "lines") =>
    rows.reduce((all, row) => all + Number(row[of]), 0);
  const heads = [t("name"), t("quantity"), t("lines"), t("tickets"), t("cost"), t("charged")];

  function download() {
    const cells = rows.map((row) => [
      nameOf(row),
      row.quantity,
      String(row.lines),
      String(row.tickets),
      plain(row.costCents),
      plain(row.chargedCents),
    ]);
    const text = [heads, ...cells].map((line) => line.map(quoted).join(",")).join("\r\n");
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([`\ufeff${text}\r\n`], { type: "text/csv" }));
    link.download = `${by}-${from}-${until}.csv`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  }

  return (
    <section aria-labelledby="usage-title">
      <h2 id="usage-title">{t("title")}</h2>
      <div className="stock-row">
        <label className="stock-field">
          {t("by")}
          <select
            value={by}
            data-testid="usage-by"
            onChange={(event) => setBy(event.target.value as (typeof groups)[number])}
          >
            {groups.map((each) => (
              <option key={each} value={each}>
                {t(`groups.${each}`)}
              </option>
            ))}
          </select>
        </label>
        <label className="stock-field">
          {t("from")}
          <input
            type="date"
            value={from}
            max={until}
            onChange={(event) => setSpan([event.target.value, until])}
          />
        </label>
        <label className="stock-field">
          {t("until")}
          <input
            type="date"
            value={until}
            min={from}
            onChange={(event) => setSpan([from, event.target.value])}
          />
        </label>
        <button type="button" className="stock-button" onClick={download} disabled={rows.length === 0}>
          {t("csv")}
        </button>
      </div>
      <p className="stock-aside">{t("unsettled")}</p>
      {rows.length === 0 ? (
        <p>{t("none")}</p>
      ) : (
        <Scroll>
          <table className="stock-table" data-testid="usage">
            <thead>
              <tr>
                {heads.map((head, at) => (
                  <th key={head} scope="col" className={at === 0 ? undefined : "stock-right"}>
                    {head}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.key}>
                  <th scope="row">{nameOf(row)}</th>
                  <td className="stock-right stock-figures">{amount(row)}</td>
                  <td className="stock-right stock-figures">{row.lines}</td>
                  <td className="stock-right stock-figures">{row.tickets}</td>
                  <td className="stock-right stock-figures">{moneyWords(row.costCents)}</td>
                  <td className="stock-right stock-figures">{moneyWords(row.chargedCents)}</td>
                </tr>
              ))}
            </tbody>
            <tfoot>
              <tr>
                <th scope="row">{t("total")}</th>
                <td />
                <td className="stock-right stock-figures">{sum("lines")}</td>
                <td />
                <td className="stock-right stock-figures">{moneyWords(sum("costCents"))}</td>
                <td className="stock-right stock-figures">{moneyWords(sum("chargedCents"))}</td>
              </tr>
            </tfoot>
          </table>
        </Scroll>
      )}
    </section>
  );
}

const plain = (cents: number) => `${Math.trunc(cents / 100)}.${String(cents % 100).padStart(2, "0")}`;

/** A cell that no table program takes for a formula. */
function quoted(cell: string): string {
  const safe = /^[=+\-@\t]/.test(cell) ? `'${cell}` : cell;
  return `"${safe.replaceAll('"', '""')}"`;
}

/** Midnight of a day at the site; null for no day. */
function startOf(day: string, timeZone: string): Date | null {
  const guess = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(guess.getTime())) return null;
  const there = new Intl.DateTimeFormat("sv-SE", {
    timeZone,
    dateStyle: "short",
    timeStyle: "medium",
  }).format(guess);
  return new Date(guess.getTime() - (Date.parse(`${there.replace(" ", "T")}Z`) - guess.getTime()));
}
