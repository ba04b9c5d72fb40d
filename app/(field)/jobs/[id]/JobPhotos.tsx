"use client";
import { useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import type { Detail } from "./detail.ts";

/** Small ones in rows; a tap shows one over the whole screen, with buttons and arrow keys to go on. */
export function JobPhotos({ detail: { photos } }: { detail: Detail }) {
  const t = useTranslations("field.job");
  const dialog = useRef<HTMLDialogElement>(null);
  const [shown, setShown] = useState<number | null>(null);
  const [lost, setLost] = useState(false);
  const count = photos.length;
  const photo = shown === null ? undefined : photos[shown];
  useEffect(() => {
    if (shown !== null && !dialog.current?.open) dialog.current?.showModal();
  }, [shown]);
  if (count === 0) return null;
  const kind = (each: Detail["photos"][number]) => t(`photoOf.${each.kind ?? "work"}`);
  const go = (by: number) => {
    setLost(false);
    setShown((at) => (at === null ? at : (at + by + count) % count));
  };

  return (
    <section aria-labelledby="photos-title">
      <h2 id="photos-title">{t("photos")}</h2>
      <ul className="field-photos">
        {photos.map((each, n) => (
          <li key={each.id}>
            <button
              type="button"
              aria-label={t("photoOpen", { n: n + 1, count, kind: kind(each) })}
              onClick={() => {
                setLost(false);
                setShown(n);
              }}
            >
              {/* biome-ignore lint/performance/noImgElement: photos are made in their sizes at upload */}
              <img
                src={`/api/photos/${each.id}?w=320`}
                alt=""
                width={each.width}
                height={each.height}
                loading="lazy"
              />
              <span>{kind(each)}</span>
            </button>
          </li>
        ))}
      </ul>
      <dialog
        ref={dialog}
        className="field-photo-large"
        aria-label={photo && shown !== null ? t("photoOpen", { n: shown + 1, count, kind: kind(photo) }) : ""}
        onClose={() => setShown(null)}
        onKeyDown={(event) => {
          if (event.key === "ArrowRight") go(1);
          if (event.key === "ArrowLeft") go(-1);
        }}
      >
        {photo && (
          // biome-ignore lint/performance/noImgElement: photos are made in their sizes at upload
          <img
            key={photo.id}
            src={`/api/photos/${photo.id}?w=1600`}
            alt={kind(photo)}
            width={photo.width}
            height={photo.height}
            onError={() => setLost(true)}
          />
        )}
        <p role="status">{lost ? t("photoLost") : ""}</p>
        <div className="field-photo-acts">
          {count > 1 && (
            <button type="button" className="field-plain" onClick={() => go(-1)}>
              {t("photoBefore")}
            </button>
          )}
          <button type="button" className="field-plain" onClick={() => dialog.current?.close()}>
            {t("photoClose")}
          </button>
          {count > 1 && (
            <button type="button" className="field-plain" onClick={() => go(1)}>
              {t("photoNext")}
            </button>
          )}
        </div>
      </dialog>
    </section>
  );
}
