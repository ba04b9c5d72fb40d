"use client";
import { useTranslations } from "use-intl";
import type { UrgencyLevel } from "#server/domain/ticket/ticket.ts";

/** How urgent, told four times over: by shape, by filling, by figure, and by name to those who listen. `size` in px. */
export function Urgency({ level, size }: { level: UrgencyLevel; size: number }) {
  const t = useTranslations("shared.urgency");
  return (
    <svg
      className="urgency"
      data-level={level}
      role="img"
      aria-label={t(`u${level}`)}
      width={size}
      height={size}
      viewBox="0 0 24 24"
    >
      {level === 1 && <path d="M7.5 1h9L23 7.5v9L16.5 23h-9L1 16.5v-9z" />}
      {level === 2 && <path d="M12 1.8 23 21.6H1z" strokeLinejoin="round" />}
      {level === 3 && <rect x="2" y="2" width="20" height="20" />}
      {level === 4 && <circle cx="12" cy="12" r="10.5" />}
      <text x="12" y={level === 2 ? 19 : 17}>
        {level}
      </text>
    </svg>
  );
}
