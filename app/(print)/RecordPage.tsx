import type { ReactNode } from "react";
import type { Outputs } from "#app/_trpc/client.ts";
import { zoneWords } from "#app/(portal)/times.ts";
import { plateLine } from "#server/domain/place/plate.ts";
import { type Bilingual, bilingual, minutesOf } from "./bilingual.ts";
import { PrintButton } from "./PrintButton.tsx";
import { Signature } from "./Signature.tsx";
import { Visit } from "./Visit.tsx";
import "./print.css";

export type Printed = Outputs["record"]["print"];

/** The record of a repair on A4, both languages in every line. `photo` is the address of a picture. */
export function RecordPage({ record, photo }: { record: Printed; photo: (id: string) => string }) {
  const both = bilingual();
  const { site, fault, plate, times } = record;
  const last = record.records.at(-1);
  const figures = {
    travel: minutesOf(times.travel),
    work: minutesOf(times.work),
    paused: minutesOf(times.paused),
  };
  const waits = Object.entries(times.waits) as Array<[keyof typeof times.waits, number]>;
  return (
    <main className="print" data-testid="printed">
      <PrintButton words={<Twice both={both} say={(t) => t("print")} />} />
      <header>
        <div>
          <h1>
            <Twice both={both} say={(t) => t("title")} />
          </h1>
          <p>
            {site.nameZh} <span lang="en">{site.nameEn}</span>
          </p>
        </div>
        <p className="print-number">{record.number}</p>
      </header>
      <dl>
        <Row both={both} say={(t) => t("place")}>
          {plateLine(plate.zh)} <span lang="en">{plateLine(plate.en)}</span>
          {record.placeWords && <p>{record.placeWords}</p>}
        </Row>
        <Row both={both} say={(t) => t("fault")}>
          {fault.nameZh} <span lang="en">{fault.nameEn}</span>
        </Row>
        {record.description && (
          <Row both={both} say={(t) => t("said")}>
            {record.description}
          </Row>
        )}
        {record.returnOf && (
          <Row both={both} say={(t) => t("returnOf")}>
            <Twice both={both} say={(t) => t("returnOfWords", { number: record.returnOf!.number })} />
            {record.returnOf.doneAt && ` · ${timeOf(record.returnOf.doneAt, site.timeZone)}`}
          </Row>
        )}
        <Row both={both} say={(t) => t("received")}>
          {timeOf(record.receivedAt, site.timeZone)}
        </Row>
        <Row both={both} say={(t) => t("times")}>
          <Twice both={both} say={(t) => t("timesWords", figures)} />
          {waits.map(([reason, seconds]) => (
            <p key={reason}>
              <Twice
                both={both}
                say={(t) => t("waited", { why: t(`waits.${reason}`), minutes: minutesOf(seconds!) })}
              />
            </p>
          ))}
        </Row>
      </dl>
      {record.records.map((visit) => (
        <Visit key={visit.id} visit={visit} both={both} time={timeOf(visit.at, site.timeZone)} />
      ))}
      {(["before", "after"] as const).map((kind) => {
        const pictures = record.photos.filter((each) => each.kind === kind).slice(0, 4);
        if (pictures.length === 0) return null;
        return (
          <section key={kind} className="print-photos">
            <h2>
              <Twice both={both} say={(t) => t(kind)} />
            </h2>
            <div className="print-pictures">
              {pictures.map((each, at) => (
                // biome-ignore lint/performance/noImgElement: pictures are made small at upload, there is no optimiser
                <img key={each.id} src={photo(each.id)} alt={`${both.zh(kind)} ${both.en(kind)} ${at + 1}`} />
              ))}
            </div>
          </section>
        );
      })}
      {last && <Signature visit={last} both={both} time={timeOf(last.at, site.timeZone)} />}
      <footer>
        <Twice both={both} say={(t) => t("hotline", { phone: site.hotline })} />
      </footer>
    </main>
  );
}

/** The same in both languages, Chinese first. */
export function Twice({ both, say }: { both: Bilingual; say: (t: Bilingual["zh"]) => string }) {
  return (
    <>
      <span lang="zh-CN">{say(both.zh)}</span> <span lang="en">{say(both.en)}</span>
    </>
  );
}

type RowProps = { both: Bilingual; say: (t: Bilingual["zh"]) => string; children: ReactNode };

export function Row({ both, say, children }: RowProps) {
  return (
    <div>
      <dt>
        <Twice both={both} say={say} />
      </dt>
      <dd>{children}</dd>
    </div>
  );
}

/** `2026-11-23 14:30 GMT+8` at the site. */
function timeOf(iso: string, timeZone: string): string {
  const day = new Intl.DateTimeFormat("en-CA", { timeZone, dateStyle: "short" }).format(new Date(iso));
  const time = new Intl.DateTimeFormat("en-GB", { timeZone, timeStyle: "short" }).format(new Date(iso));
  return `${day} ${time} ${zoneWords(timeZone, iso)}`;
}
