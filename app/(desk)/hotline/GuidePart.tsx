"use client";
import { useTranslations } from "use-intl";
import { usePlaceGuide } from "./usePlaceGuide.ts";

/** What there is to shut off first: the operator says it to the caller. */
const parts = ["valve", "access", "way"] as const;

/** What is known of the place: where to shut off, how to get in and how to get there. */
export function GuidePart({ placeId }: { placeId: string | null }) {
  const t = useTranslations("desk.guide");
  const guide = usePlaceGuide(placeId);
  const known = parts.filter((part) => guide !== null && guide[part] !== "");
  if (guide === null || known.length === 0) return null;
  return (
    <dl className="desk-note" data-testid="place-guide">
      {known.map((part) => (
        <div key={part} data-testid={`guide-${part}`}>
          <dt>{t(part)}</dt>
          <dd dir="auto">{guide[part]}</dd>
        </div>
      ))}
    </dl>
  );
}
