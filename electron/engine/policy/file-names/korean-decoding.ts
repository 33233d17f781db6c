/**
 * Windows-949, the code page of Korean Windows: EUC-KR, and the 8,822 Hangul syllables that EUC-KR
 * lacks. Node's own `euc-kr` decoder knows only the first part, so the second is worked out here:
 * it holds the missing syllables in Unicode order, row by row from 0x81.
 */
const firstSyllable = 0xac00;
const lastSyllable = 0xd7a3;

let extension: readonly string[] | null = null;

/** Null where a byte fits neither part. */
export function decodeWindows949(bytes: Uint8Array): string | null {
  const plain = new TextDecoder('euc-kr', { fatal: true });
  let text = '';
  for (let i = 0; i < bytes.length; i++) {
    const lead = bytes[i] ?? 0;
    const trail = bytes[i + 1] ?? 0;
    if (lead < 0x80) {
      text += String.fromCharCode(lead);
      continue;
    }
    const character =
      lead >= 0xa1 && trail >= 0xa1 ? decodePair(plain, lead, trail) : extensionAt(lead, trail);
    if (character === null) return null;
    text += character;
    i += 1;
  }
  return text;
}

function decodePair(decoder: TextDecoder, lead: number, trail: number): string | null {
  try {
    return decoder.decode(Uint8Array.of(lead, trail));
  } catch {
    return null;
  }
}

/** Rows 0x81 to 0xa0 have 178 places, later ones 84: those below the rows of EUC-KR. */
function extensionAt(lead: number, trail: number): string | null {
  const place = trailPlace(trail);
  if (lead < 0x81 || place === null || (lead > 0xa0 && place >= 84)) return null;
  const row = lead <= 0xa0 ? (lead - 0x81) * 178 : 32 * 178 + (lead - 0xa1) * 84;
  extension ??= missingSyllables();
  return extension[row + place] ?? null;
}

/** Trail bytes are the capital letters, the small letters and 0x81 to 0xfe, in this order. */
function trailPlace(trail: number): number | null {
  if (trail >= 0x41 && trail <= 0x5a) return trail - 0x41;
  if (trail >= 0x61 && trail <= 0x7a) return trail - 0x61 + 26;
  return trail >= 0x81 && trail <= 0xfe ? trail - 0x81 + 52 : null;
}

/** Every Hangul syllable of Unicode that is not among the 2,350 of EUC-KR, in order. */
function missingSyllables(): string[] {
  const rows: number[] = [];
  for (let lead = 0xb0; lead <= 0xc8; lead++) {
    for (let trail = 0xa1; trail <= 0xfe; trail++) rows.push(lead, trail);
  }
  const present = new Set(new TextDecoder('euc-kr').decode(Uint8Array.from(rows)));
  const missing: string[] = [];
  for (let code = firstSyllable; code <= lastSyllable; code++) {
    const syllable = String.fromCharCode(code);
    if (!present.has(syllable)) missing.push(syllable);
  }
  return missing;
}
