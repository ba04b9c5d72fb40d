import type { UrgencyLevel } from "#server/domain/ticket/ticket.ts";

type Props = {
  level: UrgencyLevel;
  size: number;
  /** Its name to those who listen; without one it is only drawn, and what holds it says it. */
  label?: string;
};

/** How urgent, by shape, by filling and by figure. `size` in px. */
export function UrgencyMark({ level, size, label }: Props) {
  return (
    // biome-ignore lint/a11y/noSvgWithoutTitle: named by its label, or hidden from those who listen
    <svg
      className="urgency"
      data-level={level}
      {...(label === undefined ? { "aria-hidden": true } : { role: "img", "aria-label": label })}
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
