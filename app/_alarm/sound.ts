import type { AlarmRank } from "#server/domain/alarm/kind.ts";

export type SoundState = "off" | "blocked" | "on";

/** Two tones a rank, Hz, played one after the other so many times; rising is danger, level is nobody, falling is late. */
const tones: Record<AlarmRank, { pair: [number, number]; times: number }> = {
  1: { pair: [660, 990], times: 3 },
  2: { pair: [740, 740], times: 2 },
  3: { pair: [620, 465], times: 1 },
};
/** How often it sounds again while nobody has acknowledged it, ms. */
export const repeatEvery: Record<AlarmRank, number> = { 1: 4_000, 2: 8_000, 3: 20_000 };

const toneLength = 0.16;
const loudness = 0.35;
const kept = "mendline.sound";

/**
 * The alarm's voice on this device. A browser lets a page sound only after somebody has touched it: `turnOn` belongs in
 * the handler of a press; afterwards the choice is remembered, and a fresh page waits for its first press.
 */
export class AlarmSound {
  readonly #changed: () => void;
  #audio: AudioContext | null = null;
  #wanted = false;

  constructor(changed: () => void) {
    this.#changed = changed;
    try {
      this.#wanted = localStorage.getItem(kept) === "on";
    } catch {
      // Storage is shut off: the choice holds for this page.
    }
    if (this.#wanted) this.#open();
    for (const touch of ["pointerdown", "keydown"]) window.addEventListener(touch, this.#touched, true);
  }

  state(): SoundState {
    if (!this.#wanted) return "off";
    return this.#audio?.state === "running" ? "on" : "blocked";
  }

  /** Asked for by a press: opens the audio, plays the danger's tones once as a test, and remembers the choice. */
  async turnOn(): Promise<void> {
    this.#keep(true);
    this.#open();
    await this.#audio?.resume().catch(() => {});
    this.#changed();
    this.play(1);
  }

  turnOff(): void {
    this.#keep(false);
    void this.#audio?.suspend().catch(() => {});
    this.#changed();
  }

  /** Sounds once. Silent, without harm, where the browser does not allow it. */
  play(rank: AlarmRank): void {
    const audio = this.#audio;
    if (this.state() !== "on" || audio === null) return;
    const { pair, times } = tones[rank];
    let at = audio.currentTime + 0.02;
    for (let round = 0; round < times; round++) {
      for (const hertz of pair) {
        beep(audio, hertz, at);
        at += toneLength + 0.02;
      }
      at += 0.08;
    }
  }

  close(): void {
    for (const touch of ["pointerdown", "keydown"]) window.removeEventListener(touch, this.#touched, true);
    void this.#audio?.close().catch(() => {});
    this.#audio = null;
  }

  #open(): void {
    if (this.#audio !== null || typeof AudioContext === "undefined") return;
    this.#audio = new AudioContext();
    this.#audio.addEventListener("statechange", this.#changed);
  }

  #touched = (): void => {
    if (this.state() !== "blocked") return;
    this.#open();
    void this.#audio?.resume().then(this.#changed, () => {});
  };

  #keep(wanted: boolean): void {
    this.#wanted = wanted;
    try {
      localStorage.setItem(kept, wanted ? "on" : "off");
    } catch {
      // Storage is shut off: the choice holds for this page.
    }
  }
}

/** A tone that swells and fades, so that it does not click. */
function beep(audio: AudioContext, hertz: number, at: number): void {
  const voice = audio.createOscillator();
  const volume = audio.createGain();
  voice.type = "triangle";
  voice.frequency.value = hertz;
  volume.gain.setValueAtTime(0, at);
  volume.gain.linearRampToValueAtTime(loudness, at + 0.015);
  volume.gain.setValueAtTime(loudness, at + toneLength - 0.03);
  volume.gain.linearRampToValueAtTime(0, at + toneLength);
  voice.connect(volume).connect(audio.destination);
  voice.start(at);
  voice.stop(at + toneLength);
}
