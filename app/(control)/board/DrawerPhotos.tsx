"use client";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { BoardSheet } from "./BoardSheet.tsx";
import type { Detail } from "./useDetail.ts";

/** Small ones in a row; a press shows one whole, arrow keys go on. */
export function DrawerPhotos({ photos }: { photos: Detail["photos"] }) {
  const t = useTranslations("control");
  const [shown, setShown] = useState<number | null>(null);
  if (photos.length === 0) return null;
  const count = photos.length;
  const photo = shown === null ? undefined : photos[shown];
  return (
    <section>
      <h3>{t("drawer.photos")}</h3>
      <ul className="drawer-photos">
        {photos.map((each, n) => (
          <li key={each.id}>
            <button type="button" aria-label={t("drawer.photoFull")} onClick={() => setShown(n)}>
              {/* biome-ignore lint/performance/noImgElement: photos are made in their sizes at upload */}
              <img
                src={`/api/photos/${each.id}?w=320`}
                alt={t("drawer.photo", { n: n + 1, count })}
                width={each.width}
                height={each.height}
                loading="lazy"
              />
            </button>
          </li>
        ))}
      </ul>
      {photo && shown !== null && (
        <BoardSheet
          title={t("drawer.photo", { n: shown + 1, count })}
          close={() => setShown(null)}
          wide
          onKeyDown={(event) => {
            const by = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
            if (by !== 0) setShown((shown + by + count) % count);
          }}
        >
          {/* biome-ignore lint/performance/noImgElement: photos are made in their sizes at upload */}
          <img
            className="drawer-photo-full"
            src={`/api/photos/${photo.id}?w=1600`}
            alt={t("drawer.photo", { n: shown + 1, count })}
            width={photo.width}
            height={photo.height}
          />
        </BoardSheet>
      )}
    </section>
  );
}
