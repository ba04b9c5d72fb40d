import { moneyWords } from "#app/_money/money.ts";
import { type Bilingual, bilingualParts } from "./bilingual.ts";
import { type Printed, Twice } from "./RecordPage.tsx";

type Part = Printed["records"][number]["parts"][number];

/** What was used on a visit: name, quantity, price, and who pays; without sums where they are not the reader's. */
export function Used({ parts, both }: { parts: readonly Part[]; both: Bilingual }) {
  if (parts.length === 0) return null;
  const words = bilingualParts();
  const sums = parts.some((part) => part.money !== null);
  return (
    <table className="print-parts" data-testid="printed-parts">
      <caption>
        <Twice both={both} say={(t) => t("parts")} />
      </caption>
      <thead>
        <tr>
          {(sums
            ? (["part", "quantity", "price", "cost", "charge"] as const)
            : (["part", "quantity"] as const)
          ).map((name) => (
            <th key={name} scope="col" data-figure={name !== "part"}>
              <Twice both={both} say={(t) => t(name)} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {parts.map(({ id, nameZh, nameEn, quantity, unit, money }) => (
          <tr key={id}>
            <th scope="row">
              {nameZh} <span lang="en">{nameEn}</span>
            </th>
            <td data-figure>
              {quantity} <Twice both={words} say={(t) => t(`units.${unit}`)} />
            </td>
            {money && (
              <>
                <td data-figure>{moneyWords(money.priceCents)}</td>
                <td data-figure>{moneyWords(money.costCents)}</td>
                <td data-figure>
                  {money.kind === "charged" ? (
                    moneyWords(money.chargedCents)
                  ) : (
                    <Twice both={words} say={(t) => t(`kinds.${money.kind}`)} />
                  )}
                  {money.consent !== "none" && money.kind === "charged" && (
                    <small>
                      <Twice both={words} say={(t) => t(`consent.${money.consent}`)} />
                    </small>
                  )}
                </td>
              </>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
