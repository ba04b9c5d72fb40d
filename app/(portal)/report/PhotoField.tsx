"use client";
import { Camera, Images } from "lucide-react";
import type { ChangeEvent } from "react";
import { useTranslations } from "use-intl";
import { useRefusalWords } from "#app/_i18n/useRefusalWords.ts";
import { mostPhotos, type Photo, type Photos } from "#app/_photo/usePhotos.ts";

/** Camera first, gallery second; every photo with its own progress, retry and remove. */
export function PhotoField({ photos, tooMany, add, remove, retry }: Photos) {
  const t = useTranslations("portal.report.describe");
  const refusal = useRefusalWords();

  function take(event: ChangeEvent<HTMLInputElement>) {
    const files = [...(event.target.files ?? [])];
    event.target.value = "";
    void add(files);
  }
  function words(photo: Photo): string {
    switch (photo.state) {
      case "shrinking":
        return t("shrinking");
      case "sending":
        return t("sending", { percent: photo.percent });
      case "kept":
        return t("kept");
      case "unreadable":
        return photo.told ? refusal(photo.told) : t("unreadable");
      case "failed":
        return photo.told ? refusal(photo.told) : "";
    }
  }

  return (
    <fieldset id="photos" className="portal-photos">
      <legend>{t("photos", { max: mostPhotos })}</legend>
      <p>{t("photosHint")}</p>
      {photos.length < mostPhotos && (
        <div className="portal-photo-doors">
          <label className="portal-button portal-button-plain">
            <Camera aria-hidden size={24} strokeWidth={1.75} />
            {t("camera")}
            <input type="file" accept="image/*" capture="environment" onChange={take} />
          </label>
          <label className="portal-button portal-button-plain">
            <Images aria-hidden size={24} strokeWidth={1.75} />
            {t("gallery")}
            <input type="file" accept="image/*" multiple onChange={take} />
          </label>
        </div>
      )}
      <p role="status">{tooMany ? t("tooMany", { max: mostPhotos }) : ""}</p>
      <ul>
        {photos.map((photo, index) => (
          <li key={photo.id} data-state={photo.state}>
            {photo.preview ? (
              // biome-ignore lint/performance/noImgElement: pictures are made small at upload, there is no optimiser
              <img src={photo.preview} alt={t("photoAlt", { number: index + 1 })} width={72} height={72} />
            ) : (
              <span className="portal-photo-blank" />
            )}
            <div>
              <p role="status">{words(photo)}</p>
              {photo.state === "sending" && (
                <progress max={100} value={photo.percent} aria-label={words(photo)} />
              )}
              {photo.state === "failed" && (
                <button
                  type="button"
                  className="portal-link"
                  aria-label={t("retryLabel", { number: index + 1 })}
                  onClick={() => void retry(photo.id)}
                >
                  {t("retry")}
                </button>
              )}
              <button
                type="button"
                className="portal-link"
                aria-label={t("removeLabel", { number: index + 1 })}
                onClick={() => remove(photo.id)}
              >
                {t("remove")}
              </button>
            </div>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}
