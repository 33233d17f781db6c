/** Hertz and seconds: a fifth, upwards, short. */
const notes = [
  { frequency: 587.33, at: 0, length: 0.18 },
  { frequency: 880, at: 0.12, length: 0.32 },
] as const;
const loudness = 0.12;

let context: AudioContext | null = null;

/** Plays a short tone; silence where the browser lets none be heard before somebody has touched the page. */
export function playTone(): void {
  context ??= new AudioContext();
  void context.resume();
  const now = context.currentTime;
  for (const { at, frequency, length } of notes) {
    const tone = context.createOscillator();
    const volume = context.createGain();
    tone.frequency.value = frequency;
    volume.gain.setValueAtTime(0, now + at);
    volume.gain.linearRampToValueAtTime(loudness, now + at + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.0001, now + at + length);
    tone.connect(volume).connect(context.destination);
    tone.start(now + at);
    tone.stop(now + at + length);
  }
}
