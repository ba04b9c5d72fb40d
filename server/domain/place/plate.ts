/** The words on a place's plate, in both languages; the parts that a place has not are left out. */
export type PlateWords = { zh: PlateParts; en: PlateParts };
export type PlateParts = { site?: string; building?: string; unit?: string; room?: string; spot?: string };

/** On the plate of a place that is on no list: where it is, the report says in words. */
export const placeInWords = {
  zh: { spot: "位置见文字" },
  en: { spot: "Place in words" },
} satisfies PlateWords;

/** One line for messages and lists, largest part first. */
export function plateLine(parts: PlateParts): string {
  return [parts.site, parts.building, parts.unit, parts.room, parts.spot].filter(Boolean).join(" ");
}
