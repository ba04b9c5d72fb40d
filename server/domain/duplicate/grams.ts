/** The small pieces that words are made of; two texts are as alike as the pieces they share. */
export type Grams = ReadonlySet<string>;

/** Characters of a text that are looked at: a report's first sentences say what it is. */
export const charactersRead = 600;

/** Said in every report, so that sharing them says nothing. */
const chineseFiller =
  /[的了吗呢啊吧呀哦嗯我你您他她们咱是在有就都也还又很太请麻烦谢好一下个这那来去把被给帮]/gu;
const englishFiller = new Set(
  "a an the is are was were am be been it its this that there here i we you he she they my our your his their and or but so of to in on at for from with by as not no do does did has have had can could will would please help hello hi thanks thank since again still very".split(
    " ",
  ),
);

/**
 * Chinese is written without spaces, so its pieces are single characters and pairs of neighbours; words in letters
 * are cut into trigrams with their edges marked, so that `leak`, `leaks` and `leaking` share most of theirs.
 */
export function gramsOf(text: string): Grams {
  const grams = new Set<string>();
  const plain = text.normalize("NFKC").toLowerCase().slice(0, charactersRead);
  for (const [run] of plain.matchAll(/\p{Script=Han}+/gu)) {
    const characters = [...run.replaceAll(chineseFiller, "")];
    for (const [index, character] of characters.entries()) {
      grams.add(character);
      const following = characters[index + 1];
      if (following !== undefined) grams.add(character + following);
    }
  }
  for (const [word] of plain.matchAll(/[\p{Script=Latin}\d]+/gu)) {
    if (englishFiller.has(word)) continue;
    const edged = `^${word}$`;
    for (let index = 0; index + 3 <= edged.length; index++) grams.add(edged.slice(index, index + 3));
  }
  return grams;
}

/** How alike two texts are, 0 to 1: shared pieces over the geometric mean of both; a text without pieces is like none. */
export function likeness(a: Grams, b: Grams): number {
  if (a.size === 0 || b.size === 0) return 0;
  const [fewer, more] = a.size <= b.size ? [a, b] : [b, a];
  let shared = 0;
  for (const gram of fewer) if (more.has(gram)) shared++;
  return shared / Math.sqrt(a.size * b.size);
}
