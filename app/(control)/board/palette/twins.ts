/** A catalogue of words, or a branch of one. */
type Words = { readonly [name: string]: string | Words };

/** The same sentence in the other language; undefined where the catalogue has none that fits. */
export type Twin = (words: string) => string | undefined;

const place = /\{(\w+)\}/g;

/**
 * From what stands on a control to what would stand on it in the other language. A sentence with names in it is
 * recognised by the words around them; one with plurals is not.
 */
export function twinsOf(mine: Words, other: Words): Twin {
  const plain = new Map<string, string>();
  const shaped: Array<{ shape: RegExp; names: string[]; other: string }> = [];
  const walk = (here: Words, there: Words): void => {
    for (const [name, words] of Object.entries(here)) {
      const twin = there[name];
      if (typeof words !== "string") {
        if (typeof twin === "object") walk(words, twin);
      } else if (typeof twin === "string") add(words, twin);
    }
  };
  const add = (words: string, twin: string): void => {
    const bare = words.replaceAll(place, "");
    if (/[{}]/.test(bare + twin.replaceAll(place, ""))) return;
    if (bare === words) {
      if (!plain.has(words)) plain.set(words, twin);
    } else if (bare.trim().length > 1) {
      const names = [...words.matchAll(place)].map(([, name]) => name!);
      const pieces = words.split(place).filter((_, index) => index % 2 === 0);
      shaped.push({ shape: new RegExp(`^${pieces.map(literal).join("(.+)")}$`), names, other: twin });
    }
  };
  walk(mine, other);
  return (words) => {
    const known = plain.get(words);
    if (known !== undefined) return known;
    for (const { shape, names, other: twin } of shaped) {
      const found = shape.exec(words);
      if (found) return twin.replaceAll(place, (_, name: string) => found[names.indexOf(name) + 1] ?? "");
    }
    return undefined;
  };
}

function literal(words: string): string {
  return words.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
