import type { ReactNode } from "react";
import type { Outputs } from "#app/_trpc/client.ts";
import { phoneWords } from "#app/(portal)/phoneWords.ts";
import { zoneWords } from "#app/(portal)/times.ts";
import { plateLine } from "#server/domain/place/plate.ts";
import { Bill } from "./Bill.tsx";
import { type Bilingual, bilingual } from "./bilingual.ts";
import { PrintButton } from "./PrintButton.tsx";
import { Visit } from "./Visit.tsx";
import "./print.css";

export type Printed = Outputs["record"]["print"];

/** The record of a repair on A4, both languages in every line. `photo` is the address of a picture. */
export function RecordPage({ record, photo }: { record: Printed; photo: (id: string) => string }) {
  const both = bilingual();
  const { site, fault, plate, bill } = record;
  const time = (iso: string) => timeOf(iso, site.timeZone);
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
            {record.returnOf.doneAt && ` · ${time(record.returnOf.doneAt)}`}
          </Row>
        )}
        <Row both={both} say={(t) => t("received")}>
          {time(record.receivedAt)}
        </Row>
      </dl>
      {record.records.map((visit, at) => (
        <Visit
          key={visit.id}
          visit={visit}
          both={both}
          time={time(visit.at)}
          n={at + 1}
          all={record.records.length}
          photo={photo}
        />
      ))}
      {bill && <Bill bill={bill} both={both} time={time} />}
      <footer>
        <Twice both={both} say={(t) => t("hotline", { phone: phoneWords(site.hotline) })} />
      </footer>
    </main>
  );
}

/** The same in both languages, Chinese first. */
export function Twice<Say>({ both, say }: { both: { zh: Say; en: Say }; say: (t: Say) => string }) {
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
