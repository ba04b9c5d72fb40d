"use client";
import { useTranslations } from "use-intl";
import type { UrgencyLevel } from "#server/domain/ticket/ticket.ts";
import { UrgencyMark } from "./UrgencyMark.tsx";

/** How urgent, told four times over: by shape, by filling, by figure, and by name to those who listen. `size` in px. */
export function Urgency({ level, size }: { level: UrgencyLevel; size: number }) {
  const t = useTranslations("shared.urgency");
  return <UrgencyMark level={level} size={size} label={t(`u${level}`)} />;
}
