const devices = /^(?:con|prn|aux|nul|clock\$|conin\$|conout\$|com[0-9]|lpt[0-9])$/;
const shellFiles = new Set(['desktop.ini', 'thumbs.db']);

/**
 * Whether Windows takes the name for a device (also with an extension, and with a superscript digit)
 * or for a file of its shell. Asked on every system, because files travel.
 */
export function isReservedName(name: string): boolean {
  const lower = name.toLowerCase();
  const stem = lower.slice(0, (lower + '.').indexOf('.')).trimEnd();
  return devices.test(stem.replace(/[¹²³]$/, superscriptDigit)) || shellFiles.has(lower);
}

function superscriptDigit(character: string): string {
  return character === '¹' ? '1' : character === '²' ? '2' : '3';
}

/**
 * Whether the last extension must not stand at the end of a downloaded name: `.lnk`, `.local` and
 * `.{class id}` make the Windows shell act; `.part` and `.tributary` are this program's own files.
 */
export function hasReservedExtension(name: string): boolean {
  return /\.(?:lnk|local|part|tributary|\{[^.]*\})$/i.test(name);
}
