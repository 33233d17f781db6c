import { useTranslation } from 'react-i18next';
import { formatDuration } from '../../../shared/model/units.ts';
import type { DownloadView } from '../../../shared/model/view.ts';
import type { Status } from '../../state/status.ts';
import { statusOf } from '../../state/status.ts';
import { useNow } from '../../ui/use-now.ts';

export interface StatusWord {
  readonly status: Status;
  readonly word: string;
  /** Whole seconds until the next try; null where none is planned. */
  readonly secondsToWait: number | null;
}

/** A download's state in words, with a countdown where it waits. */
export function useStatusWord(download: DownloadView): StatusWord {
  const { t } = useTranslation('states');
  const until = download.wait?.until ?? null;
  const now = useNow(until !== null);
  const status = statusOf(download);
  const secondsToWait = until === null ? null : Math.max(0, Math.ceil((until - now) / 1_000));
  const word =
    status === 'asked-to-wait' && secondsToWait !== null
      ? t('asked-to-wait-for', { time: formatDuration(secondsToWait) })
      : t(status);
  return { status, word, secondsToWait };
}
