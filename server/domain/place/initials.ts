const order = new Intl.Collator("zh-u-co-pinyin");
/** The first character of each initial in the order of the pinyin collation. */
const firsts: ReadonlyArray<readonly [string, string]> = [
  ["阿", "a"],
  ["八", "b"],
  ["嚓", "c"],
  ["哒", "d"],
  ["妸", "e"],
  ["发", "f"],
  ["旮", "g"],
  ["哈", "h"],
  ["讥", "j"],
  ["咔", "k"],
  ["垃", "l"],
  ["妈", "m"],
  ["拏", "n"],
  ["噢", "o"],
  ["妑", "p"],
  ["七", "q"],
  ["呥", "r"],
  ["仨", "s"],
  ["他", "t"],
  ["屲", "w"],
  ["夕", "x"],
  ["丫", "y"],
  ["帀", "z"],
];
/** Characters of place names whose usual reading there is not the one that the collation sorts by. */
const readOtherwise: Record<string, string> = { 重: "c", 长: "c" };

/** What is typed for a name by the first letter of each syllable: 湖滨步道 → hbbd. Letters and figures stay. */
export function initialsOf(name: string): string {
  const signs = [...name.normalize("NFKC").toLowerCase()];
  return signs
    .map((sign) => {
      if (/[a-z0-9]/.test(sign)) return sign;
      if (!/\p{Script=Han}/u.test(sign)) return "";
      return initialOf(sign);
    })
    .join("");
}

/** Collating is slow, and names are made of the same few characters. */
const known = new Map<string, string>();

function initialOf(sign: string): string {
  let initial = known.get(sign);
  if (initial === undefined) {
    initial = readOtherwise[sign] ?? firsts.findLast(([first]) => order.compare(first, sign) <= 0)?.[1] ?? "";
    if (known.size < 10_000) known.set(sign, initial);
  }
  return initial;
}
