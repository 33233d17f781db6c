import { nameFromContentDisposition } from '../file-names/content-disposition.ts';
import { headerValue, type HeaderList } from '../http-message/header-list.ts';
import { nameFromUrl } from '../file-names/name-from-url.ts';

/**
 * What a web page means where a file was asked for. `by-name`: strange where the names say that the
 * file is none. `strange`: the file is known to be none. `welcome`: it is one, or the person wants it.
 */
export type PageRule = 'by-name' | 'strange' | 'welcome';

/**
 * Endings of files that no server sends as `text/html`. Closed on purpose: what is not here may be a
 * page (`.php`, `.aspx`, version numbers, a domain in a path), and a false alarm costs more than a
 * page that is kept.
 */
const fileEndings = new Set(
  (
    '7z aac aab ai apk appimage avi avif bin bmp bz2 cab crx deb dmg doc docx eot epub exe flac flv gif gz ' +
    'gguf heic ico img ipa iso jar jpeg jpg lz4 lzma m4a m4b m4v mid mkv mobi mov mp3 mp4 mpeg mpg msi msix ' +
    'odp ods odt ogg ogv onnx opus otf parquet pdf pkg png ppt pptx psd qcow2 rar raw rpm safetensors sfs ' +
    'snap sqlite squashfs tar tbz2 tgz tif tiff torrent ttf txz vdi vhd vhdx vmdk wasm wav webm webp whl wim ' +
    'wma wmv woff woff2 xls xlsx xpi xz zip zst zstd'
  ).split(' '),
);

const pageTypes = new Set(['text/html', 'application/xhtml+xml']);

/** Whether a Content-Type field is that of a web page. */
export function isPageType(contentType: string | null): boolean {
  return pageTypes.has(contentType?.split(';')[0]?.trim().toLowerCase() ?? '');
}

/** The type of a file whose replies name none (RFC 9110 section 8.3): a page that follows is not what came before. */
export function assumedType(contentType: string | null): string {
  return contentType ?? 'application/octet-stream';
}

/** Which rule a download goes by. `contentType` is that of its replies so far, null where none told. */
export function pageRule(download: {
  readonly welcome: boolean;
  readonly askedName: string | null;
  readonly contentType: string | null;
}): PageRule {
  if (download.welcome || isPageType(download.contentType)) return 'welcome';
  if (download.contentType !== null) return 'strange';
  return download.askedName !== null && !isFileName(download.askedName) ? 'welcome' : 'by-name';
}

/**
 * Whether a reply is a web page where none can be the file, as captive portals, sign-in pages and
 * download counters send it in the file's place (rows D11, F14). `addresses`: the one asked first and
 * the one that answered. A page that the server calls an attachment is a file.
 */
export function isStrangePage(rule: PageRule, headers: HeaderList, addresses: readonly URL[]): boolean {
  if (rule === 'welcome' || !isPageType(headerValue(headers, 'content-type'))) return false;
  if (rule === 'strange') return true;
  const disposition = headerValue(headers, 'content-disposition') ?? '';
  if (/^\s*attachment\b/i.test(disposition)) return false;
  const names = [nameFromContentDisposition(disposition), ...addresses.map(nameFromUrl)];
  return names.some((name) => name !== null && isFileName(name));
}

function isFileName(name: string): boolean {
  const ending = /.\.([a-z0-9]+)\s*$/i.exec(name)?.[1];
  return ending !== undefined && fileEndings.has(ending.toLowerCase());
}

/** Bytes of a body by which `looksLikePage` judges. */
export const pageStart = 512;

/**
 * Whether a body that its server calls a web page begins like one. Servers also say `text/html` of
 * files that a program of theirs hands out: those hold bytes that no text holds. `whole`: these bytes
 * are the whole body.
 */
export function looksLikePage(start: Uint8Array, whole: boolean): boolean {
  if (start.some((byte) => byte < 0x20 && !textControls.has(byte))) return false;
  const text = String.fromCharCode(...start.subarray(0, pageStart)).replace(/^\u00ef\u00bb\u00bf/, '');
  const first = text.trimStart();
  return first.startsWith('<') || (whole && first !== '');
}

/** Tab, line feed, vertical tab, form feed, carriage return and escape (of ISO-2022-JP). */
const textControls = new Set([0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x1b]);
