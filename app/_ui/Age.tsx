"use client";
import { useTranslations } from "use-intl";
import { useServerClock } from "./serverClock.ts";

/** How long ago `since` (ISO) was, by the server's clock. */
export function Age({ since }: { since: string }) {
  const t = useTranslations("shared.age");
  const now = useServerClock(10_000);
  const minutes = Math.max(0, Math.floor((now + 10_000 - Date.parse(since)) / 60_000));
  const words =
    minutes < 1
      ? t("now")
      : minutes < 60
        ? t("minutes", { count: minutes })
        : minutes < 48 * 60
          ? t("hours", { count: Math.floor(minutes / 60) })
          : t("days", { count: Math.floor(minutes / 1440) });
  return (
    <time className="age" dateTime={since} suppressHydrationWarning>
      {words}
    </time>
  );
}
