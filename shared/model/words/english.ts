import { formatDurationWords } from '../duration.ts';
import type { Facts, InterruptReason } from '../reasons.ts';
import { formatBytes } from '../units.ts';
import {
  clauseText,
  inBrackets,
  isNoFolder,
  momentText,
  numberIn,
  textIn,
  type ReasonWords,
} from './clause.ts';
import { tlsFaultText } from './tls-words.ts';

const systemFaults: Readonly<Record<string, string>> = {
  EACCES: 'permission is missing',
  EPERM: 'the system does not permit it',
  EROFS: 'the disk can only be read',
  ENOENT: 'it is not there',
  ELOOP: 'it is a link',
  EISDIR: 'it is a folder',
  ENAMETOOLONG: 'its name is too long',
  EMFILE: 'too many files are open',
  ENFILE: 'too many files are open',
  EBUSY: 'it is in use',
  EFBIG: 'it is too large for this disk',
  EIO: 'the disk reports an error',
  ENXIO: 'the drive is gone',
  ENODEV: 'the drive is gone',
  ESTALE: 'the drive is gone',
  'outside-roots': 'it is outside the folders that may be written to',
  'no-folder': 'a part of its path is no folder',
};

const systemFault = (facts: Facts): string =>
  inBrackets(systemFaults[isNoFolder(facts) ? 'no-folder' : textIn(facts, 'errno')] ?? null);

const proxyFaults: Readonly<Record<string, string>> = {
  address: 'The address of the proxy makes no sense',
  name: 'There is no proxy of that name',
  refused: 'The proxy refuses connections',
  unreachable: 'The proxy does not answer',
  'broken-off': 'The proxy broke the connection off',
  tls: 'No secure connection to the proxy can be made',
  certificate: "The proxy's certificate is not valid",
  scheme: 'The proxy wants a way of signing in that is not supported, such as NTLM or Kerberos',
  server: 'The proxy cannot reach the server',
  'bad-reply': 'What answers at the address of the proxy is no proxy of that kind',
};

const proxyFault = (facts: Facts): string => {
  if (facts['fault'] === 'authentication') {
    return facts['given'] === true
      ? 'The proxy does not accept the user and the password'
      : 'The proxy asks for a user and a password';
  }
  const fault = proxyFaults[textIn(facts, 'fault')] ?? 'The proxy does not let the connection through';
  return `${fault}${status(facts)}`;
};

const status = (facts: Facts): string => {
  const number = numberIn(facts, 'status');
  return inBrackets(number === null ? null : `HTTP ${number}`);
};

const mismatchWords: Readonly<Record<string, string>> = {
  server: "The file does not match the server's own digest",
  list: 'The file does not match the checksum in the metalink',
  beside: 'The file does not match the sum in a file beside it on the server',
  disputed: 'The sums that the server and others name for the file disagree',
};

const signInAsked = 'asks for a user and a password';
const signInWords: Readonly<Record<string, string>> = {
  asked: signInAsked,
  refused: 'does not accept this user and password',
  scheme: 'asks to sign in in a way that Tributary does not know',
  cookies: 'does not accept these cookies, or no longer',
};

/** What happened, for every reason, in English. */
export const englishWords: ReasonWords = {
  'file-no-space': (facts) => {
    const [needed, free] = [numberIn(facts, 'needed'), numberIn(facts, 'free')];
    return needed === null || free === null
      ? 'The disk is full'
      : `The disk has ${formatBytes(free)} free and the file needs ${formatBytes(needed)}`;
  },
  'file-exists': 'A file of this name, or of its .part, is there already and was not touched',
  'file-in-use': 'Another download is at work on this file',
  'file-open': (facts) => `The file or its folder cannot be opened${systemFault(facts)}`,
  'file-create': (facts) => `No file can be made in the folder${systemFault(facts)}`,
  'file-io': (facts) => `Reading or writing the file failed${systemFault(facts)}`,
  'file-hash-mismatch': (facts) =>
    mismatchWords[textIn(facts, 'by')] ?? 'The file does not match the checksum that was given',

  'network-timeout': (facts) => {
    const seconds = numberIn(facts, 'seconds');
    return `The server did not answer in time${inBrackets(seconds === null ? null : formatDurationWords(Math.max(1, seconds)))}`;
  },
  'network-patience': (facts) => {
    const seconds = numberIn(facts, 'seconds');
    const during = seconds === null ? 'for too long' : `for ${formatDurationWords(Math.max(1, seconds))}`;
    return `No new byte came ${during}${inBrackets(lastThing(facts))}`;
  },
  'network-offline': 'There is no way to the server; this computer seems to be offline',
  'network-refused': 'The server refuses connections',
  'network-reset': 'The connection to the server was cut',
  'network-name-unknown': 'There is no server of that name',
  'network-name-lookup': 'The name of the server cannot be looked up just now',
  'network-tls': (facts) =>
    `No secure connection to the server can be made${tlsFaultText('connection', facts, 'en')}`,
  'network-certificate': (facts) =>
    `The server's certificate is not valid${tlsFaultText('certificate', facts, 'en')}, so nothing is fetched from it`,
  'network-proxy': (facts) => proxyFault(facts),

  'server-not-found': (facts) => `The server has no such file${status(facts)}`,
  'server-unauthorized': (facts) => {
    const host = textIn(facts, 'host') || 'The server';
    return `${host} ${signInWords[textIn(facts, 'why')] ?? signInAsked}${status(facts)}`;
  },
  'server-forbidden': (facts) => `The server does not allow this download${status(facts)}`,
  'server-link-expired': 'The link has expired; what came so far is kept',
  'server-unavailable': (facts) => `The server cannot deliver just now${status(facts)}`,
  'server-asked-to-wait': (facts) => {
    const [wait, until] = [numberIn(facts, 'wait'), numberIn(facts, 'until')];
    if (wait === null) return 'The server asks to wait';
    return `The server asks to wait ${formatDurationWords(wait / 1_000)}${inBrackets(until === null ? null : `until ${momentText(until, 'en')}`)}`;
  },
  'server-bad-status': (facts) => `The server's answer is no file${status(facts)}`,
  'server-protocol': (facts) =>
    `The server's answer is not valid HTTP${tlsFaultText('protocol', facts, 'en')}, so nothing of it was kept`,
  'server-bad-range': (facts) =>
    facts['problem'] === 'refused'
      ? 'The server refuses to send the part of the file that was asked for'
      : 'The server sent other bytes than were asked for, so none of them were kept',
  'server-incomplete': 'The server ended the transfer too early',
  'server-damaged': 'The bytes do not match the digest that the server sent with them, so they were dropped',
  'server-no-content': (facts) => `The server answered without a file${status(facts)}`,
  'server-unexpected-page': 'The server sent a web page in place of the file',
  'server-too-large': 'The server names a size that cannot be, so nothing was fetched',
  'server-redirect-refused': (facts) =>
    facts['why'] === 'downgrade'
      ? 'The server leads from https to http, which is not followed'
      : 'The server leads to an address that is not followed',
  'server-address-refused': (facts) =>
    facts['space'] === 'loopback'
      ? 'The link leads from the web to this computer itself, where nothing was asked'
      : 'The link leads from the web into a private network, where nothing was asked',
  'server-redirect-loop': 'The server leads in circles, over more than 20 redirects',
  'server-no-resume': 'The server cannot go on where the download stopped',
  'server-changed': 'The file on the server has changed',

  'user-stopped': 'The download was stopped',
  'user-bad-input': 'The address or a header cannot be sent',
  crash: 'The program made a mistake with this download; what was saved is kept',
};

/** What came last before patience ended, to stand in brackets; null where that is not known. */
function lastThing(facts: Facts): string | null {
  const last = textIn(facts, 'last');
  if (!Object.hasOwn(englishWords, last) || last === 'network-patience') return null;
  const clause = clauseText(englishWords[last as InterruptReason], {});
  return `last: ${clause.charAt(0).toLowerCase()}${clause.slice(1)}`;
}
