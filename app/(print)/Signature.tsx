import { type Drawn, glass } from "#server/domain/record/sheet.ts";
import type { Bilingual } from "./bilingual.ts";
import { type Printed, Twice } from "./RecordPage.tsx";

type Props = { visit: Printed["records"][number]; both: Bilingual; time: string };

/** How the owner agreed to this visit, and what was drawn besides on another phone of the technician. */
export function Signature({ visit, both, time }: Props) {
  return (
    <>
      <Agreed visit={visit} both={both} time={time} />
      {visit.sheet?.alsoSigned?.map((drawn, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a drawn name has no name but its place
        <div key={at} className="print-signature" data-testid="printed-also-signed">
          <h3>
            <Twice both={both} say={(t) => t("alsoSigned")} />
          </h3>
          <Strokes drawn={drawn} label={both.zh("alsoSigned")} />
          <p className="print-signed-by">{drawn.name && <span>{drawn.name}</span>}</p>
        </div>
      ))}
    </>
  );
}

/** A name as the finger drew it. */
function Strokes({ drawn, label }: { drawn: Drawn; label: string }) {
  return (
    <svg viewBox={`0 0 ${glass.width} ${glass.height}`} role="img" aria-label={label}>
      {drawn.strokes.map((stroke, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: strokes have no name but their place
        <polyline key={at} points={stroke.join(" ")} />
      ))}
    </svg>
  );
}

/** The signature, or why there is none. */
function Agreed({ visit, both, time }: Props) {
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
      {signed.kind === "glass" && <Strokes drawn={signed} label={both.zh("signed")} />}
      {(signed.kind === "glass" || signed.kind === "typed") && (
        <p className="print-signed-by">
          {signed.name && <span>{signed.name}</span>}
          <span>{time}</span>
        </p>
      )}
      {signed.kind === "code" && (
        <p>
          <Twice both={both} say={(t) => t(visit.codeVerifiedAt === null ? "codeUnproved" : "byCode")} />
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
