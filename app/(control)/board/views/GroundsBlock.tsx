"use client";
import { useTranslations } from "use-intl";
import { Urgency } from "#app/_ui/Urgency.tsx";
import type { Ticket, UrgencyLevel } from "#server/domain/ticket/ticket.ts";
import type { Incident } from "../incident/useIncidents.ts";
import { useWords } from "../useWords.ts";
import { emptyTally, mostNamed, type Tally } from "./tally.ts";
import type { GroundsOf } from "./useGrounds.ts";

type Props = {
  /** As the filter knows the place. */
  at: string;
  name: string;
  tally: Tally | undefined;
  /** Running incidents that reach it, the gravest first. */
  incidents: Incident[];
  chosen: boolean;
  focusable: boolean;
  focused(): void;
  choose(): void;
};

/** `roomy`: there is room to name the most pressing jobs. */
type HouseProps = Props & { house: GroundsOf["buildings"][number]; roomy: boolean };

/** A building: its plate, its units as columns as high as the house, and what is open in each. */
export function HouseBlock({ house, roomy, ...props }: HouseProps) {
  const t = useTranslations("control.grounds");
  const words = useWords();
  const tally = props.tally ?? emptyTally();
  const units = house.units.length > 0 ? house.units : [null];
  const high = Math.min(1, 0.35 + house.floors / 40);
  return (
    <li
      className="block house"
      data-roomy={roomy}
      data-hit={props.incidents[0]?.urgency}
      data-chosen={props.chosen}
      data-worst={tally.worst}
    >
      <Face {...props} tally={tally} detail={t("house", { floors: house.floors, homes: house.homes })} />
      <div className="house-name" aria-hidden>
        <span className="plate" data-size="s">
          {props.name}
        </span>
        {!roomy && props.incidents.length > 0 && (
          <small>{t("incident", { count: props.incidents.length })}</small>
        )}
        {tally.total > 0 && <b>{tally.total}</b>}
      </div>
      {roomy && <Named incidents={props.incidents} tickets={tally.named} />}
      <div className="house-units" aria-hidden style={{ height: `${high * 100}%` }}>
        {units.map((unit) => {
          const open = unit === null ? undefined : tally.units.get(unit.name.zh);
          return (
            <span
              key={unit?.code ?? ""}
              className="house-unit"
              title={unit ? (words.zh ? unit.name.zh : unit.name.en) : undefined}
            >
              <span className="house-mark">
                {open && <Urgency level={open.worst} size={16} />}
                {open && open.total > 1 && <b>{open.total}</b>}
              </span>
              <small>{unit?.code ?? ""}</small>
            </span>
          );
        })}
      </div>
      <div className="house-foot" aria-hidden>
        <Marks tally={tally} />
      </div>
    </li>
  );
}

/** What runs in a building and its most pressing jobs by name; the list beside has all of them. */
function Named({ incidents, tickets }: { incidents: Incident[]; tickets: Ticket[] }) {
  const t = useTranslations("control.grounds");
  const words = useWords();
  const [first] = incidents;
  return (
    <ol className="house-named" aria-hidden>
      {first && (
        <li>
          <Urgency level={first.urgency as UrgencyLevel} size={14} />
          <span>{words.zh ? first.faultZh : first.faultEn}</span>
          <small>{t("incident", { count: incidents.length })}</small>
        </li>
      )}
      {tickets.slice(0, first ? mostNamed - 1 : mostNamed).map((ticket) => {
        const { unit, room, spot } = words.place(ticket.plate);
        return (
          <li key={ticket.id}>
            <Urgency level={ticket.urgency} size={14} />
            <span>{words.fault(ticket.faultCode)}</span>
            <small>{[unit, room ?? spot].filter(Boolean).join(" ")}</small>
          </li>
        );
      })}
    </ol>
  );
}

/** A public spot that belongs to no building: a gate, a pump room, a garden. */
export function SpotBlock(props: Props) {
  const t = useTranslations("control.grounds");
  const tally = props.tally ?? emptyTally();
  return (
    <li
      className="block spot"
      data-hit={props.incidents[0]?.urgency}
      data-chosen={props.chosen}
      data-worst={tally.worst}
    >
      <Face {...props} tally={tally} detail="" />
      <div className="house-name" aria-hidden>
        <span className="plate" data-size="xs">
          {props.name}
        </span>
      </div>
      <div className="house-foot" aria-hidden>
        <Marks tally={tally} />
        {props.incidents.length > 0 && <small>{t("incident", { count: props.incidents.length })}</small>}
      </div>
    </li>
  );
}

function Face(props: Props & { tally: Tally; detail: string }) {
  const t = useTranslations("control.grounds");
  const words = useWords();
  const { tally } = props;
  const each = tally.each.flatMap((count, index) =>
    count === 0 ? [] : [t("ofUrgency", { urgency: index + 1, count })],
  );
  return (
    <button
      type="button"
      className="card-face"
      data-testid="ground"
      data-at={props.at}
      data-total={tally.total}
      tabIndex={props.focusable ? 0 : -1}
      aria-pressed={props.chosen}
      aria-label={[
        props.name,
        props.detail,
        t("open", { count: tally.total }),
        ...each,
        tally.late > 0 ? t("late", { count: tally.late }) : "",
        ...props.incidents.map((each) => t("hit", { fault: words.zh ? each.faultZh : each.faultEn })),
      ]
        .filter(Boolean)
        .join(", ")}
      onFocus={props.focused}
      onClick={props.choose}
    />
  );
}

function Marks({ tally }: { tally: Tally }) {
  return (
    <span className="ground-marks">
      {tally.each.map((count, index) =>
        count === 0 ? null : (
          // biome-ignore lint/suspicious/noArrayIndexKey: the four urgencies, always in this order
          <span key={index}>
            <Urgency level={(index + 1) as UrgencyLevel} size={14} />
            {count}
          </span>
        ),
      )}
    </span>
  );
}
