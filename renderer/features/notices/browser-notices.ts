import i18next from 'i18next';
import { useEffect } from 'react';
import { revealDownload, useStore } from '../../state/store.ts';
import { toldBetween } from './announcements.ts';

/** What the browser says about notifications of this page; `denied` also where it has none. */
export function noticePermission(): NotificationPermission {
  return 'Notification' in window ? Notification.permission : 'denied';
}

/**
 * Tells by the browser's own notifications what has ended, where no host does it: in a browser that was
 * asked and allows it. A click shows the download.
 */
export function useBrowserNotices(): void {
  const on = useStore(({ host, settings }) => host?.kind === 'headless' && settings?.notify === true);
  useEffect(() => {
    if (!on) return;
    return useStore.subscribe((state, before) => {
      if (state.library === before.library || noticePermission() !== 'granted') return;
      for (const told of toldBetween(before, state)) {
        if (told.kind !== 'trouble') notify(told.id, told.name);
      }
    });
  }, [on]);
}

/** Several windows of one browser tell of a download once: they share its tag. */
function notify(id: string, name: string): void {
  const notice = new Notification(i18next.t('notices:finished'), { body: name, tag: id });
  notice.addEventListener('click', () => {
    notice.close();
    window.focus();
    revealDownload(id);
  });
}
