import type * as v from 'valibot';
import type { KeptCertificate } from '../model/certificate.ts';
import type { RememberedServer } from '../model/credential.ts';
import type { AfterAllView } from '../model/after-all.ts';
import type { QueueView } from '../model/queue.ts';
import type { SpeedLimitView } from '../model/speed-limit.ts';
import type { RepairOutcome } from '../model/repair.ts';
import type { ServersView } from '../model/server-profile.ts';
import type { DetailView, DownloadView } from '../model/view.ts';
import type { Settings } from '../model/settings.ts';
import type {
  FolderListing,
  HostInfo,
  LinksFound,
  ProbeView,
  Reveal,
  Snapshot,
  SpeedEvent,
  SpeedsView,
  Surroundings,
  VerifyProgress,
} from './types.ts';
import * as s from './schemas.ts';

/** A call: its input is checked against the schema on the trusted side; `output` is a type only. */
function call<S extends v.GenericSchema, Output>(input: S): { input: S; output: Output } {
  return { input, output: undefined as Output };
}

/** An event's payload type. */
function event<Payload>(): { payload: Payload } {
  return { payload: undefined as Payload };
}

/** Everything a window can ask of its host, and everything a host tells its windows. */
export const contract = {
  calls: {
    /** The whole list. Subscribe to events first, take this second; ask again after a gap in `seq`. */
    snapshot: call<typeof s.nothing, Snapshot>(s.nothing),
    host: call<typeof s.nothing, HostInfo>(s.nothing),

    /**
     * Links, mirrors and sums found in pasted, dropped or imported text: plain, HTML, Markdown, sums file,
     * metalink, table, list of aria2, curl and wget commands, `tributary:` links.
     */
    findLinks: call<typeof s.text, LinksFound>(s.text),
    /** What a window in a browser was shown of the clipboard; links that are to be asked about are offered to it. */
    takeClipboard: call<typeof s.text, null>(s.text),
    /** Which downloads of the list have their files under these names in a folder, by their ids. */
    findTargets: call<typeof s.findTargets, readonly (string | null)[]>(s.findTargets),
    /** First contact with a link. The open stream is kept a while, for `add` to go on with. */
    probe: call<typeof s.probe, ProbeView>(s.probe),
    /** Reads a cookies.txt; `probe` and `add` send with the token what of it goes to each host. */
    takeCookies: call<typeof s.cookieText, { readonly token: string; readonly count: number }>(s.cookieText),
    /**
     * Sends a cookies.txt for a download that is there, each cookie to its own hosts, and goes on where
     * it was stopped by a failure. Where none of them fits its server, nothing changes.
     */
    giveCookies: call<typeof s.giveCookies, { readonly fitting: number }>(s.giveCookies),
    add: call<typeof s.add, { readonly ids: readonly string[] }>(s.add),

    resume: call<typeof s.ids, null>(s.ids),
    pause: call<typeof s.ids, null>(s.ids),
    resumeAll: call<typeof s.nothing, null>(s.nothing),
    pauseAll: call<typeof s.nothing, null>(s.nothing),
    /** Off the list for good. `files`: also deletes the finished or partial file, where it is ours. */
    remove: call<typeof s.remove, null>(s.remove),
    /** Puts downloads into the trash, where they rest with their files; `restore` takes them out, paused. */
    trash: call<typeof s.ids, null>(s.ids),
    restore: call<typeof s.ids, null>(s.ids),
    /**
     * Files downloads under a category, empty for none. Where it has a folder, finished files are moved
     * there and those that have not begun will be put there; those under way stay where they are.
     * A file that could not be moved is the failure, and its download has the category all the same.
     */
    setCategory: call<typeof s.setCategory, null>(s.setCategory),
    setComment: call<typeof s.setComment, null>(s.setComment),
    /** Moves within the queue: -1 up, 1 down, or all the way. */
    move: call<typeof s.move, null>(s.move),
    /** Puts downloads into another queue, behind those that are there. */
    setQueue: call<typeof s.setQueue, null>(s.setQueue),
    /** What happens when the last running download has ended; choosing anew ends a countdown. */
    chooseAfterAll: call<typeof s.chooseAfterAll, null>(s.chooseAfterAll),
    addQueue: call<typeof s.addQueue, { readonly id: string }>(s.addQueue),
    changeQueue: call<typeof s.changeQueue, null>(s.changeQueue),
    /** Starts or stops a queue by hand; its times have their say at their next start or stop. */
    runQueue: call<typeof s.runQueue, null>(s.runQueue),
    moveQueue: call<typeof s.moveQueue, null>(s.moveQueue),
    /** Its downloads go to the default queue, which stays. */
    removeQueue: call<typeof s.id, null>(s.id),
    setChecksum: call<typeof s.setChecksum, null>(s.setChecksum),
    setLimit: call<typeof s.setLimit, null>(s.setLimit),
    addSource: call<typeof s.addSource, null>(s.addSource),
    /** Takes a mirror away; `not-found` for the address that was added first. Its connections go on elsewhere. */
    removeSource: call<typeof s.removeSource, null>(s.removeSource),
    /** Gives a source the connections that the others need not have, or (`on` false) no more than its share. */
    preferSource: call<typeof s.preferSource, null>(s.preferSource),

    /**
     * Another link in the place of a download's first. It is taken only when it was shown to lead to the
     * file that the bytes so far are of, by size, validator and samples; else nothing changes, and the
     * failure says what differs (`link-other-…`) or why it could not be asked.
     */
    refreshLink: call<typeof s.refreshLink, null>(s.refreshLink),
    /** What to do about a file that changed on the server (`server-changed`): until then nothing is dropped. */
    answerChanged: call<typeof s.answerChanged, null>(s.answerChanged),
    /** Fetches the web page that came in a file's place (`server-unexpected-page`) while nothing is kept. */
    keepPage: call<typeof s.id, null>(s.id),

    /** Which download's `detail` events this window wants; null for none. Answers with its first. */
    watch: call<typeof s.watch, DetailView | null>(s.watch),

    /** How fast it went since the program started; `speed` events go on from there. */
    speeds: call<typeof s.watch, SpeedsView>(s.watch),
    surroundings: call<typeof s.nothing, Surroundings>(s.nothing),

    /**
     * Tells the server that a download stopped at for want of a password who the user is, and goes on
     * with it. A password that cannot be remembered is a failure, and the download goes on all the same.
     */
    signIn: call<typeof s.signIn, null>(s.signIn),
    /** Servers whose passwords are kept, without them. */
    rememberedServers: call<typeof s.nothing, readonly RememberedServer[]>(s.nothing),
    /** Answers with those that are left. */
    forgetServer: call<typeof s.protectionSpace, readonly RememberedServer[]>(s.protectionSpace),

    /** What is set for single servers, and what was learned of them; no secret of theirs. */
    servers: call<typeof s.nothing, ServersView>(s.nothing),
    /**
     * A new profile, or another in the place of one. What is kept of its secrets stays only while it is for
     * the same servers. `not-a-server`, `server-too-wide`, `server-known`, `not-a-header`, `not-a-link`
     * (the referer): nothing was changed.
     */
    saveServer: call<typeof s.saveServer, ServersView>(s.saveServer),
    removeServer: call<typeof s.serverPattern, ServersView>(s.serverPattern),
    forgetLearnedLimit: call<typeof s.serverHost, ServersView>(s.serverHost),

    /**
     * Trusts the certificate that a download was refused for, at that server and nowhere else, and goes on
     * with it. The fingerprint is that of the one that was shown: of another, nothing comes but `not-found`.
     */
    trustCertificate: call<typeof s.trustCertificate, null>(s.trustCertificate),
    trustedCertificates: call<typeof s.nothing, readonly KeptCertificate[]>(s.nothing),
    /** Answers with those that are left. */
    forgetCertificate: call<typeof s.trustedCertificate, readonly KeptCertificate[]>(s.trustedCertificate),

    /** Fetches what differs of a file that does not match its sum; answers when that is done. */
    repair: call<typeof s.id, RepairOutcome>(s.id),
    /** The download as text that makes another program fetch it; secrets stand in it as variables. */
    copyAs: call<typeof s.copyAs, string>(s.copyAs),
    /** A finished download as a metalink with its sources and the sums of its pieces, which are read for it. */
    metalink: call<typeof s.id, string>(s.id),
    /** Every finished download of the list as CSV: how it went, what is measured and what estimated. */
    historyCsv: call<typeof s.nothing, string>(s.nothing),

    openFile: call<typeof s.id, null>(s.id),
    openFolder: call<typeof s.id, null>(s.id),
    /** Folders inside `path`; an empty path lists the roots. Headless hosts show only their roots. */
    listFolder: call<typeof s.path, FolderListing>(s.path),
    /** The system's own folder chooser; null where it was cancelled or the host has none. */
    chooseFolder: call<typeof s.nothing, string | null>(s.nothing),
    chooseFile: call<typeof s.nothing, string | null>(s.nothing),

    /** Starts hashing; `verifyProgress` events with the same `id` follow, the last one `done`. */
    verifyFile: call<typeof s.verifyFile, { readonly id: string }>(s.verifyFile),
    cancelVerify: call<typeof s.id, null>(s.id),

    /** The program's log, a line each, secrets hidden; `logged` events follow until it is turned off. */
    followLog: call<typeof s.follow, readonly string[]>(s.follow),

    /** Shows a text in the Add dialog of the main window, which comes forward. */
    offerLinks: call<typeof s.text, null>(s.text),
    /** Shows the main window, or hides the one that is shown. */
    toggleWindow: call<typeof s.nothing, null>(s.nothing),
    /** For a drop zone in a window of its own: its menu is the host's, and so is its place. Pixels. */
    openDropZoneMenu: call<typeof s.nothing, null>(s.nothing),
    moveDropZone: call<typeof s.way, null>(s.way),

    getSettings: call<typeof s.nothing, Settings>(s.nothing),
    setSettings: call<typeof s.settings, Settings>(s.settings),
    /** The password of the proxy and the user that the settings name; empty forgets it. */
    setProxyPassword: call<typeof s.setProxyPassword, null>(s.setProxyPassword),
  },
  events: {
    /** Downloads that are new or changed, whole or in part: merge by `id`. At most 10 a second. */
    changed: event<readonly ({ readonly id: string } & Partial<DownloadView>)[]>(),
    removed: event<readonly string[]>(),
    detail: event<DetailView>(),
    /** Once a second while something runs, and once more, with a gap, when nothing does. */
    speed: event<SpeedEvent>(),
    settings: event<Settings>(),
    afterAll: event<AfterAllView>(),
    /** All of them, in their order, whenever one is another one, starts or stops. */
    queues: event<readonly QueueView[]>(),
    /** What limit holds now; at most once a second. */
    speedLimit: event<SpeedLimitView>(),
    verifyProgress: event<VerifyProgress>(),
    /** New lines of the program's log, for windows that follow it. */
    logged: event<readonly string[]>(),
    /** Links handed over from outside the window (a second start, a link handler). */
    offered: event<{ readonly text: string }>(),
    /** Something that was asked for outside the window is to be shown in it. */
    reveal: event<Reveal>(),
  },
} as const;

export type Contract = typeof contract;
