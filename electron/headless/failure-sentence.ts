import type { Facts, Failure, InterruptReason } from '../../shared/model/reasons.ts';
import { certificateIn, serverName } from '../../shared/model/certificate.ts';
import { isNoFolder, textIn } from '../../shared/model/words/facts.ts';
import { whatHappened } from '../../shared/model/words/what-happened.ts';

const again = 'run the same command again to go on';
const anotherFolder = 'choose another with --dir';

/** What to do about each reason where `tributary get` is at work: a clause that follows what happened. */
const remedies: Record<InterruptReason, string | ((facts: Facts) => string)> = {
  'file-no-space': `make room, then ${again}`,
  'file-exists': 'choose another name with --out, or move it away',
  'file-in-use': 'wait for it to end, or choose another name with --out',
  'file-open': (facts) =>
    isNoFolder(facts)
      ? anotherFolder
      : (openRemedies[textIn(facts, 'errno')] ??
        `check its permissions and that it is no link, then ${again}`),
  'file-create': (facts) =>
    isNoFolder(facts) ? anotherFolder : `check its permissions, or ${anotherFolder}`,
  'file-io': `check the disk, then ${again}`,
  'file-hash-mismatch': (facts) =>
    facts['by'] === undefined
      ? 'check that the sum belongs to this file, or run the same command again to fetch it anew'
      : 'run the same command again to fetch it anew, or say which sum is right with --checksum',

  'network-timeout': `check the network, then ${again}`,
  'network-patience': `${again}, or wait longer with --patience`,
  'network-offline': `check the network, then ${again}`,
  'network-refused': `check the address and the port, then ${again}`,
  'network-reset': again,
  'network-name-unknown': 'check the address',
  'network-name-lookup': `check the network, then ${again}`,
  'network-tls': 'check the address',
  'network-certificate': (facts) => certificateRemedy(facts),
  'network-proxy': (facts) =>
    proxyRemedies[textIn(facts, 'fault')] ?? 'check its address, in --proxy or in http_proxy and its kin',

  'server-not-found': 'check the address',
  'server-unauthorized': (facts) =>
    signInRemedies[textIn(facts, 'why')] ?? 'give what it asks for with --user, --cookies or --header',
  'server-forbidden': 'get a new link, or give what it asks for with --header',
  'server-link-expired': 'get a new one and run the command with it in the same folder to go on',
  'server-unavailable': 'run the same command again later to go on',
  'server-asked-to-wait': 'run the same command again after that',
  'server-bad-status': 'check the address',
  'server-protocol': (facts) => protocolRemedies[textIn(facts, 'fault')] ?? 'check the address',
  'server-bad-range': 'try another source with --mirror',
  'server-incomplete': again,
  'server-damaged': 'try another source with --mirror',
  'server-no-content': 'check the address',
  'server-unexpected-page': `sign in to the network, or at the address in a browser, then ${again}; with --out PAGE.html the page itself is fetched`,
  'server-too-large': 'check the address',
  'server-redirect-refused': (facts) => redirectRemedies[textIn(facts, 'why')] ?? 'only http and https are',
  'server-address-refused': 'give that address itself if you trust it',
  'server-redirect-loop': 'check the address',
  'server-no-resume': 'run the same command again to start over',
  'server-other-size': 'try another source with --mirror, or a newer list',
  'server-changed': 'try again later',

  'user-stopped': again,
  'user-bad-input': 'check the command',
  crash: `${again}, and look into the log`,
};

const openRemedies: Readonly<Record<string, string>> = {
  EISDIR: 'name a file',
  ENOENT: 'check its name and folder',
  ENAMETOOLONG: anotherFolder,
};

const redirectRemedies: Readonly<Record<string, string>> = {
  downgrade: 'ask for a secure address',
  malformed: 'check the address, or try another source with --mirror',
};

const protocolRemedies: Readonly<Record<string, string>> = {
  tls: 'try the address with https://',
  'content-coding': 'try another source with --mirror',
};

/** No switch trusts everything: what is offered is this certificate at this server, and a revoked one never. */
function certificateRemedy(facts: Facts): string {
  const certificate = certificateIn(facts);
  const { fault } = certificate ?? { fault: textIn(facts, 'fault') };
  if (certificate === null || fault === 'revoked') return 'check the address, or ask who runs the server';
  const first = timeFaults.has(fault) ? 'check the date of this computer' : 'check the address';
  return `${first}, or ask who runs the server; if you know this very certificate to be right, add --trust-certificate ${serverName(certificate)}=${certificate.fingerprint}`;
}

const timeFaults: ReadonlySet<string> = new Set(['expired', 'not-yet-valid']);

const signInRemedies: Readonly<Record<string, string>> = {
  asked: `give them with --user NAME or --netrc; what came so far is kept`,
  refused: `check them, then run the same command again with --user NAME; what came so far is kept`,
  scheme: `give what it asks for with --header, or use its own program`,
  cookies: `sign in with a browser and give its cookies anew with --cookies FILE; what came so far is kept`,
};

const proxyRemedies: Readonly<Record<string, string>> = {
  authentication: 'give them as --proxy http://USER:PASSWORD@HOST:PORT',
  scheme: 'ask for another way, or go through a program that speaks it for you',
  denied: 'ask who runs it, or go another way with --proxy or --no-proxy',
  server: 'check the address, or leave the proxy out with --no-proxy',
};

/** What happened and what to do, in one sentence. Facts hold no address and no secret, so neither does it. */
export function failureSentence(failure: Failure): string {
  const remedy = remedies[failure.code];
  const todo = typeof remedy === 'string' ? remedy : remedy(failure.facts ?? {});
  return `${whatHappened(failure)}: ${todo}.`;
}
