import { useTranslations } from "use-intl";

/** A reason by its code, empty until one is chosen, and the words that stand for "other". */
export type Why<Reason extends string> = { reason: Reason | ""; words: string };

type Props<Reason extends string> = {
  /** Begins the ids of its fields. */
  id: string;
  reasons: readonly Reason[];
  say(reason: Reason): string;
  why: Why<Reason>;
  change(why: Why<Reason>): void;
};

/** Why somebody is entered at a home, or is there no more: chosen, and said in words where no choice fits. */
export function WhyFields<Reason extends string>({ id, reasons, say, why, change }: Props<Reason>) {
  const t = useTranslations("desk.household");
  return (
    <>
      <label htmlFor={`${id}-reason`}>{t("why")}</label>
      <select
        id={`${id}-reason`}
        data-testid={`${id}-reason`}
        value={why.reason}
        onChange={({ target }) =>
          change({ ...why, reason: reasons.find((each) => each === target.value) ?? "" })
        }
      >
        <option value="">{t("choose")}</option>
        {reasons.map((each) => (
          <option key={each} value={each}>
            {say(each)}
          </option>
        ))}
      </select>
      {why.reason === "other" && (
        <>
          <label htmlFor={`${id}-words`}>{t("words")}</label>
          <textarea
            id={`${id}-words`}
            rows={2}
            maxLength={300}
            value={why.words}
            onChange={({ target }) => change({ ...why, words: target.value })}
          />
        </>
      )}
    </>
  );
}
