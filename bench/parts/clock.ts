/** Milliseconds of the machine's steady clock: the same in every process of one machine. */
export function tick(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}

export function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Calls `act` at `perSecond`, each at its intended time whatever the earlier ones do, and waits for all. */
export async function openLoop(
  perSecond: number,
  seconds: number,
  act: (nth: number, intended: number) => Promise<void>,
): Promise<void> {
  const begin = tick() + 20;
  const total = Math.round(perSecond * seconds);
  const running: Promise<void>[] = [];
  for (let nth = 0; nth < total; nth++) {
    const intended = begin + (nth * 1000) / perSecond;
    const wait = intended - tick();
    if (wait > 1) await sleep(wait);
    running.push(act(nth, intended));
  }
  await Promise.all(running);
}

/** `writers` at once, each beginning anew when it is done; answers how many were done and the seconds it took. */
export async function closedLoop(
  writers: number,
  seconds: number,
  act: (nth: number) => Promise<void>,
): Promise<{ done: number; seconds: number }> {
  const begin = tick();
  const end = begin + seconds * 1000;
  let nth = 0;
  let done = 0;
  const work = async () => {
    while (tick() < end) {
      await act(nth++);
      done++;
    }
  };
  await Promise.all(Array.from({ length: writers }, work));
  return { done, seconds: (tick() - begin) / 1000 };
}
