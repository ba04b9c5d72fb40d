"use client";
import { encode } from "uqr";
import { phoneWords } from "#app/(portal)/phoneWords.ts";
import { labelsPerSheet, labelWords } from "#server/domain/place/code.ts";
import { plateLine } from "#server/domain/place/plate.ts";
import type { Found, LabelPlace } from "./Labels.tsx";

type Props = { site: Found["site"]; places: LabelPlace[] };

/** What comes out of the printer, and is not on the screen: A4, eight labels a sheet, each in both languages. */
export function Sheets({ site, places }: Props) {
  const sheets = Array.from({ length: Math.ceil(places.length / labelsPerSheet) }, (_, n) =>
    places.slice(n * labelsPerSheet, (n + 1) * labelsPerSheet),
  );
  return (
    <div className="labels" aria-hidden="true">
      {sheets.map((sheet) => (
        <section key={sheet[0]!.placeId} className="labels-sheet">
          {sheet.map((place) => (
            <Label key={place.placeId} site={site} place={place} />
          ))}
        </section>
      ))}
    </div>
  );
}

function Label({ site, place }: { site: Found["site"]; place: LabelPlace }) {
  if (place.code === null) return null;
  return (
    <article className="label" data-testid="label" data-place={place.placeId}>
      <QrCode words={place.code.address} />
      <div lang="zh-CN">
        <b>{labelWords.zh}</b>
        <strong>{plateLine({ site: site.nameZh, ...place.plate.zh })}</strong>
      </div>
      <div lang="en">
        <b>{labelWords.en}</b>
        <strong>{plateLine({ site: site.nameEn, ...place.plate.en })}</strong>
      </div>
      <span>{phoneWords(site.hotline)}</span>
    </article>
  );
}

/** One path for all dark squares; a quarter of it may be worn off. */
function QrCode({ words }: { words: string }) {
  const { data, size } = encode(words, { ecc: "Q", border: 4 });
  const path = data
    .flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])))
    .join("");
  return (
    <svg className="label-code" viewBox={`0 0 ${size} ${size}`} shapeRendering="crispEdges" role="img">
      <title>{words}</title>
      <rect width={size} height={size} className="label-light" />
      <path d={path} className="label-dark" />
    </svg>
  );
}
