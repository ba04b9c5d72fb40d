"use client";
import { useEffect, useRef } from "react";
import SignaturePad from "signature_pad";
import { useTranslations } from "use-intl";
import { glass, type Signed } from "#server/domain/record/sheet.ts";

type OnGlass = Extract<Signed, { kind: "glass" }>;
type Props = { signed: OnGlass; write: (signed: OnGlass) => void };

/** The owner's finger on the glass. Kept as strokes and as a picture at every lift of the finger. */
export function Glass({ signed, write }: Props) {
  const t = useTranslations("field.record.sheet");
  const canvas = useRef<HTMLCanvasElement>(null);
  const pad = useRef<SignaturePad | null>(null);
  const latest = useRef({ signed, write });
  latest.current = { signed, write };
  useEffect(() => {
    const element = canvas.current;
    if (element === null) return;
    element.width = glass.width;
    element.height = glass.height;
    // The field is drawn smaller than it is kept: points are brought from the one to the other.
    const scale = glass.width / element.getBoundingClientRect().width;
    element.getContext("2d")?.scale(scale, scale);
    const penColor = getComputedStyle(element).color;
    const made = new SignaturePad(element, { penColor, minDistance: 3 });
    pad.current = made;
    const { strokes } = latest.current.signed;
    const width = { dotSize: 0, minWidth: 0.5, maxWidth: 2.5, penColor, velocityFilterWeight: 0.7 };
    const ink = { ...width, compositeOperation: "source-over" as const };
    made.fromData(strokes.map((stroke) => ({ ...ink, points: pointsOf(stroke, scale) })));
    const lift = () => {
      const drawn = made.toData().slice(0, 60);
      const flat = drawn.map(({ points }) =>
        points.slice(0, 500).flatMap(({ x, y }) => [round(x * scale), round(y * scale)]),
      );
      latest.current.write({ ...latest.current.signed, strokes: flat, png: made.toDataURL("image/png") });
    };
    made.addEventListener("endStroke", lift);
    return () => {
      made.removeEventListener("endStroke", lift);
      made.off();
    };
  }, []);
  return (
    <div className="field-glass">
      <canvas ref={canvas} role="img" aria-label={t("pad")} data-testid="glass" />
      <p className="field-aside">{t("pad")}</p>
      <button
        type="button"
        className="field-plain"
        onClick={() => {
          pad.current?.clear();
          write({ ...signed, strokes: [], png: "" });
        }}
      >
        {t("clear")}
      </button>
    </div>
  );
}

function pointsOf(stroke: number[], scale: number) {
  const points = [];
  for (let at = 0; at + 1 < stroke.length; at += 2)
    points.push({ x: stroke[at]! / scale, y: stroke[at + 1]! / scale, pressure: 0.5, time: at * 8 });
  return points;
}

const round = (value: number) => Math.min(650, Math.max(-50, Math.round(value * 10) / 10));
