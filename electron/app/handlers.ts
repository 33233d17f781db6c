import { randomUUID } from 'node:crypto';
import { dirname, isAbsolute } from 'node:path';
import type { Contract } from '../../shared/contract/contract.ts';
import type { CallFailure } from '../../shared/contract/types.ts';
import { certificateIn } from '../../shared/model/certificate.ts';
import { fail, ok, type Result } from '../../shared/model/result.ts';
import type { SpeedLimitView } from '../../shared/model/speed-limit.ts';
import type { Handlers } from '../../shared/wire/server.ts';
import type { Download, Engine } from '../engine/index.ts';
import { isTimeZone } from '../engine/policy/schedule/zoned-time.ts';
import type { CredentialStore } from '../engine/ports/credentials.ts';
import type { Machine } from '../engine/ports/machine.ts';
import { createAnswerHandlers } from './answer-handlers.ts';
import { createAddHandlers } from './add-handlers.ts';
import { sumIn, webAddress } from './call-inputs.ts';
import { CookieShelf, createCookieHandlers } from './cookie-handlers.ts';
import { createQueueHandlers } from './queue-handlers.ts';
import { createExportHandlers } from './export-handlers.ts';
import { createDropZoneHandlers } from './drop-zone-handlers.ts';
import { createRepairHandlers } from './repair-handlers.ts';
import { acceptCompletion } from './completion-settings.ts';
import { createServerHandlers } from './server-handlers.ts';
import type { Servers } from './servers.ts';
import type { AfterAll } from './after-all.ts';
import { allowsCategories, createFilingHandlers } from './filing-handlers.ts';
import type { AppProxies } from './app-proxies.ts';
import type { AppSettings } from './app-settings.ts';
import type { ClipboardWatch } from './clipboard-watch.ts';
import type { FileChecks } from './file-checks.ts';
import type { FinishedChecks } from './finished-checks.ts';
import type { HostServices } from './host-services.ts';
import { createIntakeHandlers } from './intake-handlers.ts';
import type { LibraryView } from './library-view.ts';
import type { LogFollow } from './log-follow.ts';
import { createSpeedHandlers } from './speed-handlers.ts';
import type { SpeedHistory } from './speed-history.ts';
import { resumableIds, unfinishedIds } from './stoppable-downloads.ts';
import type { TrustedCertificates } from './trusted-certificates.ts';

export interface HandlerParts {
  readonly engine: Engine;
  readonly library: LibraryView;
  readonly settings: AppSettings;
  readonly checks: FileChecks;
  readonly finishedChecks: FinishedChecks;
  readonly host: HostServices;
  readonly credentials: CredentialStore;
  readonly servers: Servers;
  readonly proxies: AppProxies;
  readonly logFollow: LogFollow;
  readonly trusted: TrustedCertificates;
  readonly clipboard: ClipboardWatch;
  readonly speeds: SpeedHistory;
  readonly machine: Machine;
  /** Epoch ms. */
  readonly now: () => number;
  readonly speedLimit: () => SpeedLimitView;
  readonly afterAll: AfterAll;
  /** Applies settings that have changed and tells every window. */
  readonly onSettings: () => void;
}

const done = ok(null);
const notFound = fail<CallFailure>({ code: 'not-found' });
const outside = fail<CallFailure>({ code: 'outside-roots' });

/** Every call of the contract, for whatever host. Inputs have passed their schemas. */
export function createHandlers(parts: HandlerParts): Handlers<Contract> {
  const { engine, library, settings, checks, credentials, finishedChecks, host } = parts;
  const each = async (ids: readonly string[], act: (id: string) => Promise<void>): Promise<typeof done> => {
    await Promise.all(ids.map((id) => act(id)));
    return done;
  };
  const resume = (ids: readonly string[]): typeof done => {
    for (const id of ids) engine.resume(id);
    return done;
  };
  const shelf = new CookieShelf(randomUUID);
  return {
    snapshot: (_input, session) =>
      ok({
        seq: session.seq,
        downloads: library.snapshot(),
        settings: settings.current,
        speedLimit: parts.speedLimit(),
        queues: engine.queues.list(),
        afterAll: parts.afterAll.view,
      }),
    host: () => ok(host.info),

    ...createIntakeHandlers(engine, parts.clipboard),
    ...createAddHandlers(engine, host, shelf),

    resume: ({ ids }) => resume(ids),
    pause: ({ ids }) => each(ids, (id) => engine.pause(id)),
    resumeAll: () => resume(resumableIds(engine)),
    pauseAll: () => each(unfinishedIds(engine), (id) => engine.pause(id)),
    remove: ({ ids, files }) => each(ids, (id) => engine.remove(id, files)),
    move: ({ ids, by }) => {
      engine.move(ids, by);
      return done;
    },
    async setChecksum({ id, checksum }) {
      const download = engine.get(id);
      if (download === null) return notFound;
      const expected = checksum.trim() === '' ? ok(null) : sumIn(checksum);
      if (!expected.ok) return expected;
      const before = download.record;
      download.setExpected(expected.value);
      const begun = await finishedChecks.begin(download);
      if (!begun.ok) {
        download.update({ expected: before.expected, computed: before.computed });
        download.save();
        return begun;
      }
      return done;
    },
    setLimit: ({ id, limit }) => {
      const download = engine.get(id);
      if (download === null) return notFound;
      download.setLimit(limit);
      return done;
    },
    addSource: ({ id, url }) => {
      const download = engine.get(id);
      if (download === null) return notFound;
      const address = webAddress(url);
      if (!address.ok) return address;
      download.addMirror(address.value);
      return done;
    },

    chooseAfterAll({ action }) {
      if (action !== 'nothing' && host.info.power?.includes(action) !== true)
        return fail({ code: 'not-possible-here' });
      parts.afterAll.choose(action);
      return done;
    },
    ...createQueueHandlers(engine, randomUUID),
    ...createAnswerHandlers(engine, webAddress),
    ...createServerHandlers(parts.servers, engine),
    ...createCookieHandlers(engine, shelf),
    ...createSpeedHandlers(parts),
    ...createExportHandlers(engine),
    ...createDropZoneHandlers(host),
    ...createRepairHandlers(engine, finishedChecks),
    ...createFilingHandlers({ engine, settings, host, now: parts.now }),

    watch: ({ id }, session) => {
      library.watch(session, id);
      return ok(id === null ? null : (engine.get(id)?.detail() ?? null));
    },

    async signIn({ id, user, password, remember }) {
      const download = engine.get(id);
      const space = download?.askedBy ?? null;
      if (download === null || space === null) return notFound;
      download.useCredential(space.origin, { user, password });
      const kept = await credentials.keep(space, { user, password }, remember);
      engine.resume(id);
      return kept.ok ? done : kept;
    },
    rememberedServers: () => ok(credentials.remembered()),
    async forgetServer(space) {
      const forgotten = await credentials.forget(space);
      return forgotten.ok ? ok(credentials.remembered()) : forgotten;
    },

    async trustCertificate({ id, fingerprint }) {
      const { state } = engine.get(id) ?? {};
      const shown = state?.kind === 'interrupted' ? certificateIn(state.failure.facts) : null;
      if (shown?.fingerprint !== fingerprint || shown.fault === 'revoked') return notFound;
      const { host: name, port, subject, until } = shown;
      await parts.trusted.add({ host: name, port, fingerprint, subject, until, addedAt: parts.now() });
      return resume([id]);
    },
    trustedCertificates: () => ok(parts.trusted.list),
    async forgetCertificate(certificate) {
      await parts.trusted.forget(certificate);
      return ok(parts.trusted.list);
    },

    openFile: ({ id }) => openWith(finished(engine.get(id)), (path) => host.openFile(path)),
    openFolder: ({ id }) => {
      const download = engine.get(id);
      const path = finished(download) ?? download?.record.folder ?? null;
      return openWith(path, (at) => host.openFolder(at));
    },
    async listFolder({ path }) {
      const listing = await host.listFolder(path);
      return listing === null ? outside : ok(listing);
    },
    chooseFolder: async () => ok(await host.chooseFolder()),
    chooseFile: async () => ok(await host.chooseFile()),

    async verifyFile({ path, checksum }, session) {
      const expected = sumIn(checksum);
      if (!expected.ok) return expected;
      if (!isAbsolute(path)) return outside;
      // Inside the folders a path that is no file is told as such; of others nothing is told.
      if (!(await host.allowsFile(path))) return (await host.allowsFolder(path)) ? notFound : outside;
      const started = await checks.start(path, expected.value, session);
      return started.ok ? ok({ id: started.value }) : started;
    },
    cancelVerify: ({ id }) => {
      checks.cancel(id);
      return done;
    },

    followLog: ({ on }, session) => ok(parts.logFollow.set(session, on)),

    getSettings: () => ok(settings.current),
    async setSettings(changes) {
      if (changes.folder !== undefined && !(await host.allowsFolder(changes.folder))) return outside;
      if (!isTimeZone(changes.timeZone ?? '')) return fail({ code: 'not-a-time-zone' });
      if (!(await allowsCategories(host, changes.categories ?? []))) return outside;
      const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
      const wanted = acceptCompletion(given, settings.current, host);
      if (!wanted.ok) return wanted;
      const accepted = await parts.proxies.accept(wanted.value);
      if (!accepted.ok) return accepted;
      await settings.change(accepted.value);
      parts.onSettings();
      return ok(settings.current);
    },
    async setProxyPassword({ password }) {
      const kept = await parts.proxies.setPassword(settings.current, password);
      return kept.ok ? done : kept;
    },
  };
}

async function openWith(
  path: string | null,
  open: (path: string) => Promise<boolean>,
): Promise<Result<null, CallFailure>> {
  if (path === null) return notFound;
  return (await open(path)) ? done : fail({ code: 'not-possible-here' });
}

/** The finished file's path, else its folder's for a download under way. */
function finished(download: Download | null): string | null {
  const target = download?.record.target ?? null;
  if (download === null || target === null) return null;
  const { state } = download.record;
  return state.kind === 'completed' ? target : dirname(target);
}
