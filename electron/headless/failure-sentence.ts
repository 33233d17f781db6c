import type { Failure, InterruptReason } from '../../shared/model/reasons.ts';
import { formatBytes } from '../../shared/model/units.ts';

type Sentence = (facts: Record<string, string | number | boolean>) => string;

const again = 'run the same command again to go on';

/** What happened and what to do, in one sentence, for every reason that a download can end for. */
const sentences: Record<InterruptReason, Sentence> = {
  'file-no-space': (f) =>
    typeof f['needed'] === 'number' && typeof f['free'] === 'number'
      ? `The disk has ${formatBytes(f['free'])} free and the file needs ${formatBytes(f['needed'])}: make room, then ${again}.`
      : `The disk is full: make room, then ${again}.`,
  'file-exists': () =>
    'A file of that name, or of its .part, is there already and is not of this download: choose another name with --out or move it away.',
  'file-in-use': () =>
    'Another download is at work on this file: wait for it to end or choose another name with --out.',
  'file-open': (f) =>
    isNoFolder(f)
      ? noFolder
      : `The file or its folder cannot be opened (${errno(f)}): check its permissions and that it is no link, then ${again}.`,
  'file-create': (f) =>
    isNoFolder(f)
      ? noFolder
      : `No file can be made in the folder (${errno(f)}): check its permissions or choose another with --dir.`,
  'file-io': (f) => `Reading or writing the file failed (${errno(f)}): check the disk, then ${again}.`,
  'file-hash-mismatch': () =>
    'The file does not match the checksum: check that the sum belongs to this file, or run the same command again to fetch it anew.',
  'network-timeout': (f) =>
    `The server did not answer in time${seconds(f)}: check the network, then ${again}.`,
  'network-patience': (f) =>
    `No byte came for ${String(f['seconds'] ?? '?')} seconds (last: ${String(f['last'] ?? 'unknown')}): ${again}, or wait longer with --patience.`,
  'network-offline': () => `There is no way to the server: check the network, then ${again}.`,
  'network-refused': () => `The server refuses connections: check the address and the port, then ${again}.`,
  'network-reset': () => `The server broke the connection off again and again: ${again}.`,
  'network-name-unknown': () => 'There is no server of that name: check the address.',
  'network-name-lookup': () =>
    `The name of the server cannot be looked up now: check the network, then ${again}.`,
  'network-tls': () =>
    'No secure connection to the server can be made: check the address and the date of this computer.',
  'network-certificate': (f) =>
    `The server's certificate is not valid (${String(f['fault'] ?? 'other')}): nothing was fetched; check the address, or ask who runs the server.`,
  'network-proxy': () => 'The proxy does not let the connection through: check its address and password.',
  'server-not-found': (f) =>
    `The server has no such file (HTTP ${String(f['status'] ?? 404)}): check the address.`,
  'server-unauthorized': (f) =>
    `The server asks for a user and a password (HTTP ${String(f['status'] ?? 401)}): give them in the address or with --header.`,
  'server-forbidden': (f) =>
    `The server does not allow this download (HTTP ${String(f['status'] ?? 403)}): get a new link, or give what it asks for with --header.`,
  'server-link-expired': () => 'The link has expired: get a new one; the bytes so far are kept.',
  'server-unavailable': (f) =>
    `The server cannot deliver now (HTTP ${String(f['status'] ?? 503)}): ${again} later.`,
  'server-asked-to-wait': (f) =>
    `The server asks to wait ${typeof f['wait'] === 'number' ? `${Math.ceil(f['wait'] / 1_000)} seconds` : 'a while'}: ${again} after that.`,
  'server-bad-status': (f) =>
    `The server answered HTTP ${String(f['status'] ?? '')}, which is no download: check the address.`,
  'server-protocol': () =>
    "The server's answer is not valid HTTP: nothing of it was kept; check the address.",
  'server-bad-range': (f) =>
    `The server sent other bytes than were asked for (${String(f['problem'] ?? 'range')}): none of them were kept; try another source with --mirror.`,
  'server-incomplete': () => `The server ended the transfer too early again and again: ${again}.`,
  'server-no-content': (f) =>
    `The server answered HTTP ${String(f['status'] ?? 204)} without a file: check the address.`,
  'server-unexpected-page': () =>
    'The server sent a web page instead of the file: open the address in a browser, then get a new link.',
  'server-too-large': () => 'The server names a size that cannot be: nothing was fetched.',
  'server-redirect-refused': (f) =>
    f['why'] === 'downgrade'
      ? 'The server leads from https to http, which is not followed: ask for a secure address.'
      : 'The server leads to an address that is not followed: only http and https are.',
  'server-redirect-loop': () => 'The server leads in circles (more than 20 redirects): check the address.',
  'server-no-resume': () =>
    'The server cannot continue a download: run the same command again to start over.',
  'server-changed': () => 'The file keeps changing on the server: try again later.',
  'user-stopped': () => `Stopped: ${again}.`,
  'user-bad-input': () => 'The address or a header cannot be sent: check the command.',
  crash: () => `The program ended unexpectedly: ${again}.`,
};

/** The sentence for a failure. Facts hold no address and no secret, so neither does it. */
export function failureSentence(failure: Failure): string {
  return sentences[failure.code]({ ...failure.facts });
}

/** Something that is no folder where a folder is meant. */
function isNoFolder(facts: Record<string, string | number | boolean>): boolean {
  return facts['errno'] === 'ENOTDIR' || (facts['errno'] === 'EEXIST' && facts['op'] === 'make-folder');
}

const noFolder = 'A part of the path of the folder is no folder: choose another with --dir.';

function errno(facts: Record<string, string | number | boolean>): string {
  return String(facts['errno'] ?? 'unknown');
}

function seconds(facts: Record<string, string | number | boolean>): string {
  return typeof facts['seconds'] === 'number' ? ` (${facts['seconds']} s)` : '';
}
