import i18next from 'i18next';
import { useEffect } from 'react';
import { namesInShort, needsHelp } from '../../../shared/model/notice.ts';
import { revealDownload, useStore } from '../../state/store.ts';
import { toldBetween } from './announcements.ts';

/** What the browser says about notifications of this page; `denied` also where it has none. */
export function noticePermission(): NotificationPermission {
  return 'Notification' in window ? Notification.permission : 'denied';
}

/**
 * Tells by the browser's own notifications what has ended or needs help, where no host does it: in a browser that was
 * asked and allows it. A click shows the download.
 */
export function useBrowserNotices(): void {
  const on = useStore(({ host, settings }) => host?.kind === 'headless' && settings?.notify === true);
  useEffect(() => {
    if (!on) return;
    return useStore.subscribe((state, before) => {
      if (state.library === before.library || noticePermission() !== 'granted') return;
      const told = toldBetween(before, state);
      for (const { id, kind, name } of told) if (kind !== 'trouble') notify('finished', id, name);
      const stopped = told.filter(({ id }) => {
        const download = state.library.get(id);
        return download !== undefined && needsHelp(download.state);
      });
      const [first] = stopped;
      if (first === undefined) return;
      const names = namesInShort(stopped.map(({ name }) => name));
      notify(stopped.length === 1 ? 'stopped' : 'severalStopped', first.id, names);
    });
  }, [on]);
}

/** Several windows of one browser tell of a download once: they share its tag. */
function notify(title: 'finished' | 'stopped' | 'severalStopped', id: string, body: string): void {
  const notice = new Notification(i18next.t(`notices:${title}`), { body, tag: id });
  notice.addEventListener('click', () => {
    notice.close();
    window.focus();
    revealDownload(id);
  });
}
