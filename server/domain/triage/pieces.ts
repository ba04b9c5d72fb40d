import type { Pieces } from "./model.ts";
import { conceptsInChinese, conceptsInEnglish, type Found, stemOf, troubles } from "./thesaurus.ts";

/** Characters of a text that are read for what is broken: people say it first, then they tell the story. */
export const charactersRead = 600;
/** Pieces that are learned from one text; a long story would only blur what its beginning said. */
export const mostPieces = 240;

/** Between words of a piece that do not stand together. */
export const apart = " … ";

/** A text cut up for the model, and for each piece the words of the text that it stands for. */
export type Cut = { pieces: Pieces; wordsOf: ReadonlyMap<string, string> };

const chineseFiller = /[的了吗呢啊吧呀哦嗯我你您他她们咱是在就都也还又很太请麻烦谢好一下个这那来把被给帮]/gu;
const englishFiller = new Set(
  "a an the is are was were am be been it its this that there here i we you he she they my our your his their and or but so of to in on at for from with by as do does did has have had can could will would please help hello hi thanks thank since again still very".split(
    " ",
  ),
);

/**
 * Cuts a text into pieces: concepts of the trade and which of them stand together in a clause (`c:`), Chinese
 * characters and pairs (`z:`), English stems, pairs of them and pieces of four letters (`e:`), and the kind of public
 * place (`p:`). Pieces keep the order of the text.
 */
export function cutUp(text: string, placeKind: string | null = null): Cut {
  const wordsOf = new Map<string, string>();
  const put = (piece: string, words: string) => {
    if (!wordsOf.has(piece) && wordsOf.size < mostPieces) wordsOf.set(piece, words);
  };
  if (placeKind !== null && placeKind !== "home") put(`p:${placeKind}`, "");
  const plain = text.normalize("NFKC").toLowerCase().replaceAll(/[’']/g, "").slice(0, charactersRead);
  for (const clause of plain.split(/[\n,.;:!?，。；：！？、…~]+/u)) ofClause(clause, put);
  return { pieces: [...wordsOf.keys()], wordsOf };
}

function ofClause(clause: string, put: (piece: string, words: string) => void): void {
  const found: Found[] = [];
  for (const [run] of clause.matchAll(/\p{Script=Han}+/gu)) {
    found.push(...conceptsInChinese(run));
    const characters = [...run.replaceAll(chineseFiller, "")];
    for (const [index, character] of characters.entries()) {
      put(`z:${character}`, character);
      const following = characters[index + 1];
      if (following !== undefined) put(`z:${character}${following}`, character + following);
    }
  }
  // Long figures are telephone numbers and account numbers: nothing is to be learned of those, nor kept.
  const typed = [...clause.matchAll(/\p{Script=Latin}+|(?<!\d)\d{1,4}(?!\d)/gu)].map(([word]) => word);
  const kept = typed.filter((word) => !englishFiller.has(word));
  const stems = kept.map(stemOf);
  found.push(...conceptsInEnglish(kept, stems));
  for (const [index, stem] of stems.entries()) {
    const words = kept[index]!;
    put(`e:${stem}`, words);
    const following = stems[index + 1];
    if (following !== undefined) put(`e:${stem} ${following}`, `${words} ${kept[index + 1]}`);
    const edged = `^${words}$`;
    for (let at = 0; at + 4 <= edged.length; at++) put(`e:~${edged.slice(at, at + 4)}`, words);
  }
  for (const { concept, words } of found) put(`c:${concept}`, words);
  for (const thing of found) {
    if (troubles.has(thing.concept)) continue;
    for (const trouble of found) {
      if (!troubles.has(trouble.concept)) continue;
      const words = spoken(thing, trouble, kept);
      put(`c:${thing.concept}+${trouble.concept}`, words);
    }
  }
}

/** Two things said: as one phrase where they overlap or touch, else one after the other. */
function spoken(thing: Found, trouble: Found, english: readonly string[]): string {
  if (thing.words === trouble.words) return thing.words;
  const isChinese = /\p{Script=Han}/u.test(thing.words + trouble.words);
  const touch = thing.from <= trouble.to && trouble.from <= thing.to;
  if (isChinese || !touch) return `${thing.words}${apart}${trouble.words}`;
  return english.slice(Math.min(thing.from, trouble.from), Math.max(thing.to, trouble.to)).join(" ");
}
