import { moneyWords } from "#app/_money/money.ts";
import type { Bilingual } from "./bilingual.ts";
import { type Printed, Twice } from "./RecordPage.tsx";

type Props = { bill: NonNullable<Printed["bill"]>; both: Bilingual; time: (iso: string) => string };

/** What the owner pays for the whole repair, and what was agreed about it. */
export function Bill({ bill, both, time }: Props) {
  const { chargedCents, awaitingCents, answers } = bill;
  return (
    <section className="print-bill" data-testid="printed-bill">
      <h2>
        <Twice both={both} say={(t) => t("money")} />
      </h2>
      <p>
        <strong>
          <Twice
            both={both}
            say={(t) =>
              chargedCents === 0 ? t("owedNothing") : t("owed", { money: moneyWords(chargedCents) })
            }
          />
        </strong>
      </p>
      {awaitingCents > 0 && (
        <p>
          <Twice both={both} say={(t) => t("awaiting", { money: moneyWords(awaitingCents) })} />
        </p>
      )}
      {answers.map(({ answer, totalCents, at, relation }) => {
        const known = (["owner", "family", "tenant"] as const).find((each) => each === relation) ?? "other";
        return (
          <p key={at}>
            <Twice
              both={both}
              say={(t) => t(answer, { money: moneyWords(totalCents), relation: t(`relations.${known}`) })}
            />{" "}
            · {time(at)}
          </p>
        );
      })}
    </section>
  );
}
