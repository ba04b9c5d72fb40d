import type { AlarmRank } from "#server/domain/alarm/kind.ts";
import type { SoundState } from "#server/domain/alarm/ringing.ts";

type Tones = { pair: [number, number]; times: number };
/** Two tones a rank, Hz, played one after the other so many times; rising is danger, level is nobody, falling is late. */
const tones: Record<AlarmRank, Tones> = {
  1: { pair: [660, 990], times: 3 },
  2: { pair: [740, 740], times: 2 },
  3: { pair: [620, 465], times: 1 },
};
/** The link is lost: low and falling far, like nothing else. */
const lost: Tones = { pair: [392, 196], times: 1 };

const toneLength = 0.16;
const loudness = 0.35;
const kept = "mendline.sound";
/** The page of this device that sounds for all of them holds it. */
const voiceLock = "mendline.alarm";

/**
 * The alarm's voice on this device. A browser lets a page sound only after somebody has touched it: `turnOn` belongs in
 * the handler of a press; afterwards the choice is remembered for the device, and a fresh page waits for its first
 * press. Of several pages that could sound one does: it holds a lock, and the next has it when that page is gone.
 */
export class AlarmSound {
  readonly #told: () => void;
  #audio: AudioContext | null = null;
  #wanted = false;
  #seeking: AbortController | null = null;
  #leads = false;
  #sounded = 0;

  constructor(changed: () => void) {
    this.#told = changed;
    this.#wanted = remembered();
    if (this.#wanted) this.#open();
    for (const touch of ["pointerdown", "keydown"]) window.addEventListener(touch, this.#touched, true);
    window.addEventListener("storage", this.#elsewhere);
    this.#seek();
  }

  state(): SoundState {
    if (!this.#wanted) return "off";
    return this.#audio?.state === "running" ? "on" : "blocked";
  }

  /** Is this the page that sounds? */
  leads(): boolean {
    return this.#leads;
  }

  /** How often it has sounded since the page was opened. */
  sounded(): number {
    return this.#sounded;
  }

  /** Asked for by a press: opens the audio, plays the danger's tones once as a test, and remembers the choice. */
  async turnOn(): Promise<void> {
    this.#keep(true);
    this.#open();
    await this.#audio?.resume().catch(() => {});
    this.#changed();
    this.#sound(tones[1]);
  }

  turnOff(): void {
    this.#keep(false);
    void this.#audio?.suspend().catch(() => {});
    this.#changed();
  }

  /** Sounds once. Silent, without harm, where the browser does not allow it. */
  play(rank: AlarmRank): void {
    this.#sound(tones[rank]);
  }

  /** Says once that this page no longer hears of alarms. */
  playLost(): void {
    if (this.#leads) this.#sound(lost);
  }

  close(): void {
    for (const touch of ["pointerdown", "keydown"]) window.removeEventListener(touch, this.#touched, true);
    window.removeEventListener("storage", this.#elsewhere);
    this.#audio?.removeEventListener("statechange", this.#changed);
    this.#letGo();
    void this.#audio?.close().catch(() => {});
    this.#audio = null;
  }

  #sound({ pair, times }: Tones): void {
    const audio = this.#audio;
    if (this.state() !== "on" || audio === null) return;
    let at = audio.currentTime + 0.02;
    for (let round = 0; round < times; round++) {
      for (const hertz of pair) {
        beep(audio, hertz, at);
        at += toneLength + 0.02;
      }
      at += 0.08;
    }
    this.#sounded += 1;
    this.#told();
  }

  #open(): void {
    if (this.#audio !== null || typeof AudioContext === "undefined") return;
    this.#audio = new AudioContext();
    this.#audio.addEventListener("statechange", this.#changed);
  }

  #changed = (): void => {
    this.#seek();
    this.#told();
  };

  /** Waits to be the page that sounds while it could, and lets another be it once it cannot. */
  #seek(): void {
    if (this.state() !== "on") this.#letGo();
    if (this.state() !== "on" || this.#seeking !== null) return;
    const end = new AbortController();
    this.#seeking = end;
    if (!("locks" in navigator)) {
      this.#leads = true;
      return;
    }
    void navigator.locks
      .request(voiceLock, { signal: end.signal }, () => {
        if (end.signal.aborted) return;
        this.#leads = true;
        this.#told();
        return new Promise<void>((done) => end.signal.addEventListener("abort", () => done()));
      })
      .catch(() => {});
  }

  #letGo(): void {
    this.#leads = false;
    this.#seeking?.abort();
    this.#seeking = null;
  }

  #touched = (): void => {
    if (this.state() !== "blocked") return;
    this.#open();
    void this.#audio?.resume().then(this.#changed, () => {});
  };

  /** The choice was made on another page of this device. */
  #elsewhere = (event: StorageEvent): void => {
    if (event.key !== kept) return;
    this.#wanted = event.newValue === "on";
    if (this.#wanted) {
      this.#open();
      void this.#audio?.resume().catch(() => {});
    } else void this.#audio?.suspend().catch(() => {});
    this.#changed();
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

function remembered(): boolean {
  try {
    return localStorage.getItem(kept) === "on";
  } catch {
    return false;
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
