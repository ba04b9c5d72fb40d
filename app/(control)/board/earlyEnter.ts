let stop: (() => void) | null = null;
let pressed = false;
/** A sheet that has not come by then will not be answered by a key pressed for it, ms. */
const patience = 3_000;

/** From now until the sheet asks for it, Enter is meant for the sheet that is on its way, not for what has the focus. */
export function keepEnter(): void {
  stop?.();
  pressed = false;
  const heard = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.repeat) return;
    event.preventDefault();
    event.stopPropagation();
    pressed = true;
  };
  const timer = setTimeout(() => stop?.(), patience);
  window.addEventListener("keydown", heard, true);
  stop = () => {
    clearTimeout(timer);
    window.removeEventListener("keydown", heard, true);
    stop = null;
  };
}

/** Was Enter pressed while the sheet was on its way? Ends the keeping. */
export function earlyEnter(): boolean {
  stop?.();
  const was = pressed;
  pressed = false;
  return was;
}
