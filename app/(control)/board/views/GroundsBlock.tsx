"use client";
import { useTranslations } from "use-intl";
import { Urgency } from "#app/_ui/Urgency.tsx";
import type { UrgencyLevel } from "#server/domain/ticket/ticket.ts";
import { useWords } from "../useWords.ts";
import { emptyTally, type Tally } from "./tally.ts";
import type { GroundsOf } from "./useGrounds.ts";

type Props = {
  /** As the filter knows the place. */
  at: string;
  name: string;
  tally: Tally | undefined;
  /** A running incident reaches it. */
  hit: boolean;
  chosen: boolean;
  focusable: boolean;
  focused(): void;
  choose(): void;
};

/** A building: its plate, its units as columns as high as the house, and what is open in each. */
export function HouseBlock({ house, ...props }: Props & { house: GroundsOf["buildings"][number] }) {
  const t = useTranslations("control.grounds");
  const words = useWords();
  const tally = props.tally ?? emptyTally();
  const units = house.units.length > 0 ? house.units : [null];
  const high = Math.min(1, 0.35 + house.floors / 40);
  return (
    <li className="block house" data-hit={props.hit} data-chosen={props.chosen} data-worst={tally.worst}>
      <Face {...props} tally={tally} detail={t("house", { floors: house.floors, homes: house.homes })} />
      <div className="house-name" aria-hidden>
        <span className="plate" data-size="s">
          {props.name}
        </span>
        {tally.total > 0 && <b>{tally.total}</b>}
      </div>
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

/** A public spot that belongs to no building: a gate, a pump room, a garden. */
export function SpotBlock(props: Props) {
  const tally = props.tally ?? emptyTally();
  return (
    <li className="block spot" data-hit={props.hit} data-chosen={props.chosen} data-worst={tally.worst}>
      <Face {...props} tally={tally} detail="" />
      <div className="house-name" aria-hidden>
        <span className="plate" data-size="xs">
          {props.name}
        </span>
      </div>
      <div className="house-foot" aria-hidden>
        <Marks tally={tally} />
      </div>
    </li>
  );
}

function Face(props: Props & { tally: Tally; detail: string }) {
  const t = useTranslations("control.grounds");
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
        props.hit ? t("hit") : "",
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
