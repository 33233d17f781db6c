import i18next from 'i18next';
import { useMemo } from 'react';
import type { CallFailure } from '../../../shared/contract/types.ts';
import type { Category } from '../../../shared/model/category.ts';
import type { Step } from '../../../shared/model/queue.ts';
import type { Settings } from '../../../shared/model/settings.ts';
import type { Result } from '../../../shared/model/result.ts';
import type { DownloadView } from '../../../shared/model/view.ts';
import type { Client } from '../../host/client.ts';
import { failureSentence } from '../../i18n/failure-sentence.ts';
import { canPause, canResume, hasChanged, isTrashed, type Help } from '../../state/actions.ts';
import { applySettings, openDialog, useClient, useStore } from '../../state/store.ts';
import { repair } from '../repair/repair.ts';
import { endUndo, offerUndo } from '../trash/last-removal.ts';
import { toasts } from '../../ui/toasts.ts';

type Downloads = readonly DownloadView[];

/** Who the user is at the server that a download stopped at. */
export interface SignIn {
  readonly id: string;
  readonly user: string;
  readonly password: string;
  readonly remember: boolean;
}

/** What a person can do with downloads. A call that fails is told in a toast, in words. */
export type Commands = ReturnType<typeof commandsOf>;

export function useCommands(): Commands {
  const client = useClient();
  return useMemo(() => commandsOf(client), [client]);
}

function commandsOf({ call }: Client) {
  const resume = (downloads: Downloads) => {
    const ids = idsOf(downloads.filter(canResume));
    if (ids.length > 0) void reported(call.resume({ ids }));
  };
  /** A download that waits before its next try makes it now. */
  const tryNow = async ({ id }: DownloadView): Promise<void> => {
    if (await reported(call.pause({ ids: [id] }))) await reported(call.resume({ ids: [id] }));
  };
  const pause = (downloads: Downloads) => {
    const ids = idsOf(downloads.filter(canPause));
    if (ids.length > 0) void reported(call.pause({ ids }));
  };
  /** Those that ran go on when it is undone. */
  const trash = async (downloads: Downloads): Promise<void> => {
    const moving = downloads.filter((download) => !isTrashed(download));
    const ids = idsOf(moving);
    const paused = idsOf(moving.filter(canPause));
    if (ids.length === 0 || !(await reported(call.trash({ ids })))) return;
    tellTrashed(moving, async () => {
      if (await reported(call.restore({ ids }))) void reported(call.resume({ ids: paused }));
    });
  };
  return {
    resume,
    pause,
    /** The space key: pauses what runs; where nothing runs, resumes. */
    toggle(downloads: Downloads) {
      if (downloads.some(canPause)) pause(downloads);
      else resume(downloads);
    },
    /** A button beside a trouble. */
    help(download: DownloadView, help: Help) {
      const { id } = download;
      if (help === 'sign-in' || help === 'new-link' || help === 'certificate') openDialog({ kind: help, id });
      else if (help === 'settings') openDialog({ kind: 'settings' });
      else if (help === 'remove') void trash([download]);
      else if (help === 'repair') void repair(call, download);
      else if (help === 'keep-page') void reported(call.keepPage({ id }));
      else if (hasChanged(download)) void reported(call.answerChanged({ id, answer: changedAnswer(help) }));
      else if (help === 'stop') pause([download]);
      else if (canResume(download)) resume([download]);
      else if (help === 'retry') void tryNow(download);
    },
    askForLink({ id }: DownloadView) {
      openDialog({ kind: 'new-link', id });
    },
    resumeAll: () => void reported(call.resumeAll()),
    pauseAll: () => void reported(call.pauseAll()),
    trash: (downloads: Downloads) => void trash(downloads),
    /** The Remove button and the Delete key: into the trash, and from there for good, which is asked. */
    remove(downloads: Downloads) {
      const trashed = downloads.filter(isTrashed);
      if (trashed.length < downloads.length) void trash(downloads);
      else if (trashed.length > 0) openDialog({ kind: 'remove', ids: idsOf(trashed) });
    },
    restore: (downloads: Downloads) =>
      void reported(call.restore({ ids: idsOf(downloads.filter(isTrashed)) })),
    askToEmptyTrash: () => {
      const ids = idsOf([...useStore.getState().library.values()].filter(isTrashed));
      if (ids.length > 0) openDialog({ kind: 'remove', ids });
    },
    removeForGood: (ids: readonly string[], files: boolean) =>
      void reported(call.remove({ ids: [...ids], files })),
    /** `category` is an id, empty for none. */
    fileUnder: (ids: readonly string[], category: string) =>
      void reported(call.setCategory({ ids: [...ids], category })),
    comment: (ids: readonly string[], comment: string) =>
      reported(call.setComment({ ids: [...ids], comment })),
    move: (downloads: Downloads, by: Step) => void reported(call.move({ ids: idsOf(downloads), by })),
    setQueue: (downloads: Downloads, queue: string) =>
      void reported(call.setQueue({ ids: idsOf(downloads), queue })),
    /** Opens the file; where the host cannot, as without a screen, it is told where the file is. */
    openFile(download: DownloadView) {
      if (useStore.getState().host?.canOpenFiles === false) tellPlace(download);
      else void reported(call.openFile({ id: download.id }));
    },
    openFolder: ({ id }: DownloadView) => void reported(call.openFolder({ id })),
    /** The settings as they are now, or null where the change was refused. */
    async setSettings({ categories, ...change }: Partial<Settings>): Promise<Settings | null> {
      const answer = await call.setSettings(
        categories === undefined ? change : { ...change, categories: categories.map(sent) },
      );
      if (answer.ok) applySettings(answer.value);
      else tell(answer.failure);
      return answer.ok ? answer.value : null;
    },
    /** Trusts the certificate that was shown, at its server only, and goes on. */
    trustCertificate: (id: string, fingerprint: string) =>
      void reported(call.trustCertificate({ id, fingerprint })),
    signIn: (input: SignIn) => void reported(call.signIn(input)),
    setProxyPassword: (password: string) => void reported(call.setProxyPassword({ password })),
  };
}

function changedAnswer(help: Help): 'start-over' | 'keep-both' | 'stop' {
  return help === 'start-over' || help === 'keep-both' ? help : 'stop';
}

/** A category with arrays of its own, as the wire takes it. */
function sent({ extensions, hosts, types, ...category }: Category) {
  return { ...category, extensions: [...extensions], hosts: [...hosts], types: [...types] };
}

function idsOf(downloads: Downloads): string[] {
  return downloads.map(({ id }) => id);
}

/** Tells of a call that failed; whether it did what it was to do. */
export async function reported(answer: Promise<Result<unknown, CallFailure>>): Promise<boolean> {
  const result = await answer;
  if (!result.ok) tell(result.failure);
  return result.ok;
}

function tellPlace({ name, folder }: DownloadView): void {
  toasts.add({
    title: i18next.t('list:placeTitle'),
    description: i18next.t('list:place', { name, folder }),
  });
}

/** Milliseconds for which a removal can be undone, by its key or the button that tells of it. */
const undoTime = 10_000;

function tellTrashed(downloads: Downloads, undo: () => Promise<void>): void {
  const [first] = downloads;
  const takeBack = (): void => {
    toasts.close(id);
    void undo();
  };
  const id = toasts.add({
    type: 'plain',
    title:
      first !== undefined && downloads.length === 1
        ? i18next.t('trash:movedOne', { name: first.name })
        : i18next.t('trash:moved', { count: downloads.length }),
    timeout: undoTime,
    actionProps: {
      children: i18next.t('trash:undo'),
      onClick: takeBack,
    },
    onClose: () => endUndo(takeBack),
  });
  offerUndo(takeBack);
}

function tell(failure: CallFailure): void {
  toasts.add({
    title: i18next.t('common:callFailed'),
    description: failureSentence(
      i18next.getFixedT(null, ['failures', 'remedies']),
      i18next.language,
      failure,
    ),
  });
}
