import { glass } from "#server/domain/record/sheet.ts";
import type { Bilingual } from "./bilingual.ts";
import { type Printed, Twice } from "./RecordPage.tsx";

type Props = { visit: Printed["records"][number]; both: Bilingual; time: string };

/** How the owner agreed to this visit, drawn from the strokes of the finger; or why nobody did. */
export function Signature({ visit, both, time }: Props) {
  const signed = visit.sheet?.signed;
  if (!signed)
    return (
      <p className="print-unsigned" data-testid="printed-signature" data-kind="unasked">
        <Twice both={both} say={(t) => t("unasked")} />
      </p>
    );
  return (
    <div className="print-signature" data-testid="printed-signature" data-kind={signed.kind}>
      <h3>
        <Twice both={both} say={(t) => t("signed")} />
      </h3>
      {signed.kind === "glass" && (
        <svg viewBox={`0 0 ${glass.width} ${glass.height}`} role="img" aria-label={both.zh("signed")}>
          {signed.strokes.map((stroke, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: strokes have no name but their place
            <polyline key={at} points={stroke.join(" ")} />
          ))}
        </svg>
      )}
      {(signed.kind === "glass" || signed.kind === "typed") && (
        <p className="print-signed-by">
          {signed.name && <span>{signed.name}</span>}
          <span>{time}</span>
        </p>
      )}
      {signed.kind === "code" && (
        <p>
          <Twice both={both} say={(t) => t("byCode")} />
        </p>
      )}
      {signed.kind === "none" && (
        <p>
          <Twice both={both} say={(t) => t("unsigned", { why: t(`why.${signed.why}`) })} />
        </p>
      )}
    </div>
  );
}
