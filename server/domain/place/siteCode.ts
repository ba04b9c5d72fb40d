/** Codes a site of this name could have, best first, each two to four capital letters. Finite, without repeats. */
export function* siteCodes(name: string): Generator<string> {
  const words = name
    .normalize("NFKD")
    .toUpperCase()
    .split(/[^A-Z]+/)
    .filter((word) => word !== "");
  const letters = words.join("");
  const initials = words.map((word) => word[0]).join("");
  const given = new Set<string>();
  const fresh = (code: string) => /^[A-Z]{2,4}$/.test(code) && !given.has(code) && given.add(code) !== null;
  for (const code of [initials.slice(0, 4), letters.slice(0, 2), letters.slice(0, 3), letters.slice(0, 4)])
    if (fresh(code)) yield code;
  const first = letters[0] ?? "S";
  for (let i = 1; i < letters.length; i++) {
    for (let j = i + 1; j < letters.length; j++) {
      const code = first + letters[i] + letters[j];
      if (fresh(code)) yield code;
    }
  }
  for (let n = 0; n < 26 ** 3; n++) {
    const tail = [Math.floor(n / 676), Math.floor(n / 26) % 26, n % 26];
    const code = first + String.fromCharCode(...tail.map((letter) => 65 + letter));
    if (fresh(code)) yield code;
  }
}
