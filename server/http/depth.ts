/** Is this JSON text nested deeper than `most`? Looked at before parsing, brackets inside words left out. */
export function tooDeep(text: string, most: number): boolean {
  let depth = 0;
  let inWords = false;
  for (let at = 0; at < text.length; at++) {
    const char = text.charCodeAt(at);
    if (inWords) {
      if (char === 92) at++;
      else if (char === 34) inWords = false;
    } else if (char === 34) inWords = true;
    else if (char === 91 || char === 123) {
      if (++depth > most) return true;
    } else if (char === 93 || char === 125) depth--;
  }
  return false;
}
