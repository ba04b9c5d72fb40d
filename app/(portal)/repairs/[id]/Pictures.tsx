"use client";
import { useTranslations } from "use-intl";
import { usePhotoAddress } from "#app/_link/OpenedByLink.tsx";
import type { Detail } from "./detail.ts";

/** The photos of the report and of the work; each opens large. */
export function Pictures({ detail }: { detail: Detail }) {
  const t = useTranslations("portal.repair");
  const address = usePhotoAddress();
  if (detail.photos.length === 0) return null;
  return (
    <section aria-labelledby="photos-title">
      <h2 id="photos-title">{t("photos")}</h2>
      <ul className="portal-pictures">
        {detail.photos.map((photo) => (
          <li key={photo.id}>
            <a href={address(photo.id, 1600)}>
              {/* biome-ignore lint/performance/noImgElement: pictures are made small at upload, there is no optimiser */}
              <img
                src={address(photo.id, 320)}
                alt={t(`photoOf.${photo.kind ?? "work"}`)}
                width={photo.width}
                height={photo.height}
                loading="lazy"
              />
              <span>{t(`photoOf.${photo.kind ?? "work"}`)}</span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
