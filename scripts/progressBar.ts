import type { Progress } from "#server/replay/replay.ts";

const width = 30;

/** Draws one line that moves on a terminal, and a plain line every five seconds elsewhere. */
export function progressBar(): { show(so: Progress): void; end(): void } {
  const tty = process.stdout.isTTY === true;
  let began: number | undefined;
  let shown = Number.NEGATIVE_INFINITY;
  let last: Progress | undefined;

  function words(so: Progress): string {
    began ??= performance.now();
    const done = so.filed + so.before + so.refused;
    const share = so.total === 0 ? 1 : done / so.total;
    const seconds = (performance.now() - began) / 1000;
    const rate = seconds < 0.5 ? "" : `  ${((so.filed + so.refused) / seconds).toFixed(0)}/s`;
    const opened = so.opened ? `  ${so.opened.toISOString().slice(0, 16).replace("T", " ")} UTC` : "";
    const bar = tty ? `${"█".repeat(Math.round(share * width)).padEnd(width, "░")}  ` : "";
    return `${bar}${done} of ${so.total} (${Math.floor(share * 100)} %)${rate}${opened}`;
  }

  return {
    show(so) {
      last = { ...so };
      const now = performance.now();
      if (now - shown < (tty ? 100 : 5000)) return;
      shown = now;
      if (tty) process.stdout.write(`\r\u001b[K${words(so)}`);
      else console.log(words(so));
    },
    end() {
      if (last === undefined) return;
      if (tty) process.stdout.write(`\r\u001b[K${words(last)}\n`);
      else console.log(words(last));
    },
  };
}
