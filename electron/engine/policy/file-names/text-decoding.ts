import { decodeWindows949 } from './korean-decoding.ts';

/**
 * Bytes that ought to be text but do not say which. Names on the web come as UTF-8, and from older
 * servers as EUC-KR, EUC-JP, Shift_JIS, GB18030 or Latin-1.
 */

/** The bytes of a text that was read from the wire as Latin-1: one byte for each character. */
export function bytesOfLatin1(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}

/** Decodes with a named charset (WHATWG label); null where it is unknown or a byte does not fit. */
export function decodeCharset(bytes: Uint8Array, label: string): string | null {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/**
 * Decodes by the first charset that the bytes are valid and plausible in: UTF-8, EUC-JP with kana,
 * EUC-KR, Shift_JIS, the extended Korean table, GB18030, and at last windows-1252 (Latin-1), in
 * which every byte means something. Never yields U+FFFD that the bytes do not spell out.
 */
export function decodeByValidity(bytes: Uint8Array): string {
  const utf8 = decodeCharset(bytes, 'utf-8');
  if (utf8 !== null) return utf8;
  return (
    decodeEuc(bytes) ??
    decodeShiftJis(bytes) ??
    decodeExtendedKorean(bytes) ??
    decodeChinese(bytes) ??
    new TextDecoder('windows-1252').decode(bytes)
  );
}

const kanaRows = new Set([0xa4, 0xa5]);

/** EUC-JP where kana stand in it, EUC-KR where every letter is a Hangul syllable of KS X 1001. */
function decodeEuc(bytes: Uint8Array): string | null {
  const leads = leadBytes(
    bytes,
    (byte) => byte >= 0xa1 && byte <= 0xfe,
    (byte) => byte >= 0xa1,
  );
  if (leads === null) return null;
  if (leads.some((lead) => kanaRows.has(lead))) return decodeCharset(bytes, 'euc-jp');
  const letters = leads.filter((lead) => lead > 0xac);
  const hangul = letters.length > 0 && letters.every((lead) => lead >= 0xb0 && lead <= 0xc8);
  return hangul ? decodeCharset(bytes, 'euc-kr') : null;
}

function decodeShiftJis(bytes: Uint8Array): string | null {
  const leads = leadBytes(
    bytes,
    (byte) => (byte >= 0x81 && byte <= 0x9f) || (byte >= 0xe0 && byte <= 0xef),
    (byte) => byte >= 0x40,
  );
  return leads?.some((lead) => lead <= 0x9f) ? decodeCharset(bytes, 'shift_jis') : null;
}

function decodeExtendedKorean(bytes: Uint8Array): string | null {
  if (
    leadBytes(
      bytes,
      (byte) => byte >= 0x81 && byte <= 0xc8,
      (byte) => byte >= 0x41,
    ) === null
  )
    return null;
  const text = decodeWindows949(bytes);
  return text !== null && /^[\p{ASCII}\uac00-\ud7a3]*$/u.test(text) ? text : null;
}

function decodeChinese(bytes: Uint8Array): string | null {
  const leads = leadBytes(
    bytes,
    (byte) => byte >= 0x81 && byte <= 0xfe,
    (byte) => byte >= 0x40,
  );
  return leads === null ? null : decodeCharset(bytes, 'gb18030');
}

/**
 * First bytes of the two-byte characters, or null where the bytes are no such text. A lone pair
 * that touches an ASCII letter ("Größe" in Latin-1) is taken for two letters of Latin-1.
 */
function leadBytes(
  bytes: Uint8Array,
  isLead: (byte: number) => boolean,
  isTrail: (byte: number) => boolean,
): number[] | null {
  const leads: number[] = [];
  let plausible = false;
  let run = 0;
  let runTouchesLetter = false;
  const endRun = (next: number) => {
    if (run >= 2 || (run === 1 && !runTouchesLetter && !isLetter(next))) plausible = true;
    run = 0;
  };
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] ?? 0;
    if (byte < 0x80) {
      endRun(byte);
      continue;
    }
    if (!isLead(byte) || !isTrail(bytes[i + 1] ?? 0)) return null;
    if (run === 0) runTouchesLetter = isLetter(bytes[i - 1] ?? 0);
    run += 1;
    leads.push(byte);
    i += 1;
  }
  endRun(0);
  return plausible ? leads : null;
}

function isLetter(byte: number): boolean {
  const lower = byte | 0x20;
  return lower >= 0x61 && lower <= 0x7a;
}
