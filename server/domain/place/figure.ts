/** What a person typed in the form that everything here reads: NFKC, nothing else changed. */
export function fold(typed: string): string {
  return typed.normalize("NFKC");
}

const digits = new Map<string, number>(
  ["零〇○", "一壹幺弌", "二贰貳两兩", "三叁參", "四肆", "五伍", "六陆陸", "七柒", "八捌", "九玖"].flatMap(
    (forms, value) => [...forms].map((form): [string, number] => [form, value]),
  ),
);
const tens = new Map([
  ["十", 10],
  ["拾", 10],
  ["百", 100],
  ["佰", 100],
  ["千", 1000],
  ["仟", 1000],
]);

/** Every character that Chinese numbers are written with, for use in a character class. */
export const numerals = [...digits.keys(), ...tens.keys(), "廿"].join("");

const numeral = new RegExp(`[${numerals}]+`, "g");

/** A floor and its room said one after the other: no number has a nought behind its tens. */
const floorAndRoom = /^([^百佰千仟]*[十拾][^百佰千仟零〇○]?)[零〇○](.)$/;

/**
 * `一五零二` → 1502, `十二` → 12, `一百零三` → 103, `十八零二` → 1802; characters outside `numerals` count for nothing.
 */
function numberOf(written: string): string {
  const whole = written.replaceAll("廿", "二十");
  const [, floor, room] = floorAndRoom.exec(whole) ?? [];
  if (floor !== undefined && room !== undefined) return `${numberOf(floor)}0${numberOf(room)}`;
  const spoken = [...whole];
  if (!spoken.some((sign) => tens.has(sign))) return spoken.map((sign) => digits.get(sign) ?? "").join("");
  let [sum, digit, named] = [0, 0, false];
  for (const sign of spoken) {
    const power = tens.get(sign);
    if (power === undefined) {
      digit = digits.get(sign) ?? 0;
      named = true;
    } else {
      sum += (named ? digit : 1) * power;
      [digit, named] = [0, false];
    }
  }
  return String(sum + digit);
}

/**
 * The number or letters that two ways of writing one thing share: `三号楼`, `3号楼`, `3D` typed for 3栋 and `Bldg 3` are
 * all `3`; `a座` is `A`, `0502室` is `502`, `1201-1202号` is `1201-1202`. Words without any figure stay as they are.
 */
export function figureOf(said: string): string {
  const under = /^(?:负|富|地下|B)([0-9]|[一二三])(?:楼|层)$/i.exec(fold(said))?.[1];
  if (under !== undefined) return `-${numberOf(under) || under}`;
  if (/^[首底]层$/.test(said)) return "1";
  const plain = fold(said)
    .replaceAll(numeral, numberOf)
    .replaceAll(/[\s.·_/\\~–—―‒−-]+/g, "-");
  const figure = /\b(?:[a-z]{0,2}\d+(?:[a-z](?![a-z])\d*)?|[a-z])(?:-(?:[a-z]{0,2}\d+[a-z]?|[a-z])\b)*/i.exec(
    plain.replaceAll(/(?:bldg|building|block|blk|tower|unit|room|flat|apt|floor)-?/gi, ""),
  )?.[0];
  if (figure === undefined)
    return plain.replaceAll(/(?:单元|单无|梯|门|座|栋|幢|楼|区|室|-)+$/g, "").toUpperCase();
  return figure.replaceAll(/(?<![\d])0+(?=\d)/g, "").toUpperCase();
}
