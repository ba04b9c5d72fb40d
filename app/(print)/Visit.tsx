import { checkStates } from "#server/domain/record/sheet.ts";
import { type Bilingual, minutesOf } from "./bilingual.ts";
import { Pictures } from "./Pictures.tsx";
import { type Printed, Row, Twice } from "./RecordPage.tsx";
import { Signature } from "./Signature.tsx";
import { Used } from "./Used.tsx";

type Props = {
  visit: Printed["records"][number];
  both: Bilingual;
  time: string;
  /** Which visit it is, of how many. */
  n: number;
  all: number;
  photo: (id: string) => string;
};

/**
 * One visit: who, how long, what was found and done, the answers with the form that they were given to, what was used,
 * the photos, and how the owner agreed.
 */
export function Visit({ visit, both, time, n, all, photo }: Props) {
  const { sheet, form, technician, times, parts } = visit;
  const waits = Object.entries(times?.waits ?? {}) as Array<["parts", number]>;
  const texts = [
    ["found", visit.found],
    ["cause", sheet?.cause ?? ""],
    ["done", visit.done],
    ["tools", sheet?.tools ?? ""],
    // What is not in the books, in the technician's words.
    [parts.length > 0 ? "otherMaterials" : "materials", visit.materials],
  ] as const;
  const checks = (form?.checks ?? []).filter(({ id }) => sheet?.checks[id] !== undefined);
  const readings = (form?.readings ?? []).filter(({ id }) => sheet?.readings[id] !== undefined);
  return (
    <section className="print-visit" data-testid="printed-visit">
      <h2>
        <Twice both={both} say={(t) => (all === 1 ? t("visit") : t("visitOf", { n, all }))} />
      </h2>
      <dl>
        <Row both={both} say={(t) => t("technician")}>
          {technician.name} <span lang="en">{technician.nameLatin}</span> · {time}
        </Row>
        <Row both={both} say={(t) => t("result")}>
          <Twice both={both} say={(t) => t(`results.${visit.result}`)} /> ·{" "}
          <Twice both={both} say={(t) => t(`measures.${visit.measure}`)} />
        </Row>
        {times && (
          <Row both={both} say={(t) => t("times")}>
            <Twice
              both={both}
              say={(t) =>
                t("timesWords", {
                  travel: minutesOf(times.travel),
                  work: minutesOf(times.work),
                  paused: minutesOf(times.paused),
                })
              }
            />
            {waits.map(([reason, seconds]) => (
              <p key={reason}>
                <Twice
                  both={both}
                  say={(t) => t("waited", { why: t(`waits.${reason}`), minutes: minutesOf(seconds) })}
                />
              </p>
            ))}
          </Row>
        )}
        {texts
          .filter(([, words]) => words !== "")
          .map(([name, words]) => (
            <Row key={name} both={both} say={(t) => t(name)}>
              {words}
            </Row>
          ))}
        {readings.map((reading) => (
          <div key={reading.id}>
            <dt>
              {reading.zh} <span lang="en">{reading.en}</span>
            </dt>
            <dd>
              {sheet?.readings[reading.id]} {reading.unit}
            </dd>
          </div>
        ))}
        {(sheet?.earlier ?? []).map((each) => {
          const state = checkStates.find((one) => one === each.value);
          return (
            <div key={`${each.en} ${each.value}`}>
              <dt>
                {each.zh} <span lang="en">{each.en}</span>{" "}
                <small>
                  <Twice both={both} say={(t) => t("earlierForm")} />
                </small>
              </dt>
              <dd>{state ? <Twice both={both} say={(t) => t(`states.${state}`)} /> : each.value}</dd>
            </div>
          );
        })}
        {checks.map((check) => (
          <div key={check.id}>
            <dt>
              {check.zh} <span lang="en">{check.en}</span>
            </dt>
            <dd>
              <Twice both={both} say={(t) => t(`states.${sheet!.checks[check.id]!}`)} />
            </dd>
          </div>
        ))}
      </dl>
      <Used parts={parts} both={both} />
      <Pictures kind="before" ids={visit.photos.before} both={both} photo={photo} />
      <Pictures kind="after" ids={visit.photos.after} both={both} photo={photo} />
      <Signature visit={visit} both={both} time={time} />
    </section>
  );
}
