import mime from 'mime';

/** Types that the table lacks, or whose first extension there is not the one that people use. */
const usual: Readonly<Record<string, string>> = {
  'audio/mpeg': 'mp3',
  'audio/flac': 'flac',
  'audio/ogg': 'ogg',
  'video/quicktime': 'mov',
  'application/x-gzip': 'gz',
  'application/zstd': 'zst',
  'application/x-rpm': 'rpm',
  'application/vnd.debian.binary-package': 'deb',
  'application/vnd.microsoft.portable-executable': 'exe',
};

/** Types that servers send when they know nothing of the file. */
const sayNothing = new Set([
  'application/octet-stream',
  'application/binary',
  'application/download',
  'application/force-download',
  'application/x-download',
  'application/x-forcedownload',
  'binary/octet-stream',
]);

/** Extension without its dot for a Content-Type field, or null where the type tells none. */
export function extensionForType(contentType: string | null): string | null {
  const type = contentType?.split(';')[0]?.trim().toLowerCase() ?? '';
  if (type === '' || sayNothing.has(type)) return null;
  return (Object.hasOwn(usual, type) ? usual[type] : undefined) ?? mime.getExtension(type);
}
