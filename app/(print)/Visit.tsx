import { checkStates } from "#server/domain/record/sheet.ts";
import type { Bilingual } from "./bilingual.ts";
import { type Printed, Row, Twice } from "./RecordPage.tsx";

type Props = { visit: Printed["records"][number]; both: Bilingual; time: string };

/** One visit: who, what was found and done, and the answers with the form that they were given to. */
export function Visit({ visit, both, time }: Props) {
  const { sheet, form, technician } = visit;
  const texts = [
    ["found", visit.found],
    ["cause", sheet?.cause ?? ""],
    ["done", visit.done],
    ["tools", sheet?.tools ?? ""],
    // The materials of the visit stand here, in the technician's words.
    ["materials", visit.materials],
  ] as const;
  const checks = (form?.checks ?? []).filter(({ id }) => sheet?.checks[id] !== undefined);
  const readings = (form?.readings ?? []).filter(({ id }) => sheet?.readings[id] !== undefined);
  return (
    <section>
      <h2>
        <Twice both={both} say={(t) => t("visit")} />
      </h2>
      <dl>
        <Row both={both} say={(t) => t("technician")}>
          {technician.name} <span lang="en">{technician.nameLatin}</span> · {time}
        </Row>
        <Row both={both} say={(t) => t("result")}>
          <Twice both={both} say={(t) => t(`results.${visit.result}`)} /> ·{" "}
          <Twice both={both} say={(t) => t(`measures.${visit.measure}`)} />
        </Row>
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
    </section>
  );
}
