"use client";
import { useTranslations } from "use-intl";
import { Age } from "#app/_ui/Age.tsx";
import { Key } from "#app/_ui/Key.tsx";
import { Plate } from "#app/_ui/Plate.tsx";
import type { Caller } from "./call.ts";
import { useDeskWords } from "./useDeskWords.ts";
import type { Like } from "./useSame.ts";

type Props = { likes: Like[]; caller: Caller | null; same(like: Like): void; no: string | null };

/** "Is it one of these?" Which ones, why, and a key that lets the caller's household follow instead of filing again. */
export function SamePart({ likes, caller, same, no }: Props) {
  const t = useTranslations("desk.same");
  const status = useTranslations("desk.repairs.status");
  const words = useDeskWords();
  if (likes.length === 0) return null;
  return (
    <section
      aria-labelledby="same-title"
      className="desk-part desk-same"
      data-testid="same"
      aria-live="polite"
    >
      <h2 id="same-title">{t("title")}</h2>
      <ul className="desk-jobs">
        {likes.map((like, index) => {
          const theirs = isTheirs(like, caller);
          return (
            <li key={like.ticketId} data-testid="same-option" data-ticket={like.ticketId}>
              <p className="desk-job-line">
                {"plate" in like.where && <Plate place={words.parts(like.where.plate)} size="s" />}
                <span className="desk-figures">{like.number}</span>
              </p>
              <p className="desk-job-line">
                <strong>{words.zh ? like.faultZh : like.faultEn}</strong>
                <span>{status(like.status)}</span>
                {like.households > 1 && <span>{t("homes", { count: like.households })}</span>}
                <small>
                  <Age since={like.receivedAt} />
                </small>
              </p>
              {like.words !== "" && (
                <p className="desk-same-words" dir="auto">
                  {like.words}
                </p>
              )}
              {like.photoId !== null && (
                // biome-ignore lint/performance/noImgElement: pictures are made small at upload, there is no optimiser
                <img
                  className="desk-same-photo"
                  src={`/api/photos/${like.photoId}?w=320`}
                  alt={t("photoAlt", { fault: words.zh ? like.faultZh : like.faultEn })}
                  width={72}
                  height={72}
                />
              )}
              <p className="desk-hint">{like.reasons.map(({ code }) => t(`because.${code}`)).join(" · ")}</p>
              <p className="desk-job-line">
                <button
                  type="button"
                  className="desk-button"
                  data-testid="same-this"
                  onClick={() => same(like)}
                >
                  {theirs ? t("theirs") : caller ? t("follow") : t("onRecord")} {index === 0 && <Key>F4</Key>}
                </button>
              </p>
            </li>
          );
        })}
      </ul>
      {no && (
        <p role="alert" className="desk-error">
          {no}
        </p>
      )}
      <p className="desk-hint">{caller ? t("else") : t("unknownCaller")}</p>
    </section>
  );
}

/** The caller's own, their home's, or one that their home follows already. */
export function isTheirs(like: Like, caller: Caller | null): boolean {
  return caller?.open.some((job) => job.id === like.ticketId) ?? false;
}
