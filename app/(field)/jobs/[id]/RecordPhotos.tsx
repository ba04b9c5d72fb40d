"use client";
import { Camera, Images } from "lucide-react";
import type { ChangeEvent } from "react";
import { useTranslations } from "use-intl";
import { useRefusalWords } from "#app/_i18n/useRefusalWords.ts";
import { mostPhotos } from "#app/_photo/usePhotos.ts";
import type { RecordPhotos as Photos, RecordPhoto } from "./useRecordPhotos.ts";

/** How it looks now: camera first; each photo says whether the office has it. */
export function RecordPhotos({
  photos,
  tooMany,
  add,
  remove,
  retry,
  problem,
  shows,
}: Photos & { problem: string | undefined; shows: "before" | "after" | "door" }) {
  const t = useTranslations("field.record");
  const visit = useTranslations("visit.door");
  const refusal = useRefusalWords();
  function take(event: ChangeEvent<HTMLInputElement>) {
    const files = [...(event.target.files ?? [])];
    event.target.value = "";
    void add(files);
  }
  function words(photo: RecordPhoto): string {
    switch (photo.state) {
      case "shrinking":
        return t("shrinking");
      case "queued":
        return t("queuedPhoto");
      case "full":
        return t("noRoom");
      case "sending":
        return t("sendingPhoto", { percent: photo.percent });
      case "kept":
        return t("keptPhoto");
      case "unreadable":
        return photo.told ? refusal(photo.told) : t("unreadable");
      case "failed":
        return photo.told ? refusal(photo.told) : "";
    }
  }
  return (
    <fieldset
      className="field-record-photos"
      data-testid={`photos-${shows}`}
      data-problem={problem !== undefined}
    >
      <legend>
        {shows === "door"
          ? visit("photo")
          : t(shows === "before" ? "sheet.before" : "photos", { max: mostPhotos })}
      </legend>
      {problem && <p className="field-problem">{problem}</p>}
      {photos.length < mostPhotos && (
        <div className="field-doors">
          <label>
            <Camera size={24} strokeWidth={1.75} aria-hidden />
            {t("camera")}
            <input
              type="file"
              accept="image/*"
              capture="environment"
              onChange={take}
              data-testid="photo-camera"
            />
          </label>
          <label>
            <Images size={24} strokeWidth={1.75} aria-hidden />
            {t("gallery")}
            <input type="file" accept="image/*" multiple onChange={take} data-testid="photo-gallery" />
          </label>
        </div>
      )}
      <p role="status">{tooMany ? t("tooMany", { max: mostPhotos }) : ""}</p>
      <ul>
        {photos.map((photo, index) => (
          <li key={photo.id} data-state={photo.state} data-testid="record-photo">
            {photo.preview ? (
              // biome-ignore lint/performance/noImgElement: pictures are made small at upload, there is no optimiser
              <img src={photo.preview} alt={t("photo", { n: index + 1 })} width={72} height={72} />
            ) : (
              <span className="field-blank" />
            )}
            <div>
              <p role="status">{words(photo)}</p>
              {photo.state === "sending" && (
                <progress max={100} value={photo.percent} aria-label={t("photo", { n: index + 1 })} />
              )}
              {photo.state === "failed" && (
                <button
                  type="button"
                  className="field-plain"
                  aria-label={t("retryLabel", { n: index + 1 })}
                  onClick={() => retry(photo.id)}
                >
                  {t("retry")}
                </button>
              )}
              <button
                type="button"
                className="field-plain"
                aria-label={t("removeLabel", { n: index + 1 })}
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
