import { type PlateParts, plateLine } from "#server/domain/place/plate.ts";

type Props = { place: PlateParts; size: "xs" | "s" | "m" | "l" };

/** A place, as the enamel plate on its door. The smallest one leaves out the site, which its list already names. */
export function Plate({ place, size }: Props) {
  const parts = (["building", "unit", "room", "spot"] as const).filter((part) => place[part]);
  const site = place.site && (size !== "xs" || parts.length === 0) ? place.site : "";
  return (
    <span className="plate" data-size={size} title={plateLine(place)}>
      {site && <span className="plate-site">{site} </span>}
      {parts.map((part) => (
        <span key={part} className={part === "spot" ? "plate-spot" : undefined}>
          {place[part]}{" "}
        </span>
      ))}
    </span>
  );
}
