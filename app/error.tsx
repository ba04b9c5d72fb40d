"use client";
import { useTranslations } from "use-intl";
import { Thread } from "./_ui/Thread.tsx";

/** A page failed. Nothing that was kept is lost; asking again is safe. */
export default function Failed({ error, reset }: { error: Error & { digest?: string }; reset(): void }) {
  const t = useTranslations("shared.failed");
  return (
    <main className="stray" role="alert">
      <Thread stitch="waiting" progress={0.5} />
      <h1>{t("title")}</h1>
      <p>{t("words")}</p>
      {error.digest && <p>{t("digest", { digest: error.digest })}</p>}
      <button type="button" onClick={reset}>
        {t("again")}
      </button>
    </main>
  );
}
