"use client";
import { useTranslations } from "use-intl";
import { useSaidWords } from "#app/_i18n/useSaidWords.ts";
import { dayParts, mostWindows, offeredDays, type Wish } from "#server/domain/ticket/wish.ts";
import { FieldProblem, type Problem } from "./Problems.tsx";

type Props = {
  wish: Wish;
  change: (wish: Wish) => void;
  problems: Problem[];
  timeZone: string;
  now: string;
};

/** When somebody may come: any time, or in some of the coming days' parts; and whether to call before. */
export function WishFields({ wish, change, problems, timeZone, now }: Props) {
  const t = useTranslations("portal.wish");
  const parts = useTranslations("shared.said.part");
  const words = useSaidWords();
  const any = wish.windows.length === 0;
  const full = wish.windows.length >= mostWindows;
  const has = (day: string, part: string) =>
    wish.windows.some((each) => each.day === day && each.part === part);

  return (
    <>
      <fieldset id="wish" className="portal-wish" aria-describedby="wish-problem">
        <legend>{t("when")}</legend>
        <FieldProblem field="wish" problems={problems} />
        <label className="portal-choice">
          <input type="checkbox" name="any" checked={any} onChange={() => change({ ...wish, windows: [] })} />
          <span>{t("any")}</span>
        </label>
        <p>{t("orChoose", { most: mostWindows })}</p>
        <ul className="portal-days">
          {offeredDays(new Date(now), timeZone).map(({ day, parts: open }) => (
            <li key={day}>
              <span>{words.day(day)}</span>
              {open.map((part) => (
                <label key={part} className="portal-part">
                  <input
                    type="checkbox"
                    name="window"
                    value={`${day} ${part}`}
                    checked={has(day, part)}
                    disabled={full && !has(day, part)}
                    onChange={(event) =>
                      change({
                        ...wish,
                        windows: event.target.checked
                          ? [...wish.windows, { day, part }]
                          : wish.windows.filter((each) => each.day !== day || each.part !== part),
                      })
                    }
                  />
                  <span>
                    {parts(part)}
                    <small>
                      {dayParts[part][0]}–{dayParts[part][1]}
                    </small>
                  </span>
                </label>
              ))}
            </li>
          ))}
        </ul>
      </fieldset>
      <label className="portal-choice">
        <input
          type="checkbox"
          name="callFirst"
          checked={wish.callFirst}
          onChange={(event) => change({ ...wish, callFirst: event.target.checked })}
        />
        <span>{t("callFirst")}</span>
      </label>
    </>
  );
}
