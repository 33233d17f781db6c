import type { TFunction } from 'i18next';
import type { DownloadView } from '../../../shared/model/view.ts';
import { spokenDuration, spokenRate } from '../../i18n/speech.ts';
import { isFinished } from '../../state/status.ts';
import { spokenPhrase } from './spoken-phrase.ts';

/**
 * A row as it is spoken: "name, 62 percent, 12 megabytes a second, 17 seconds left, downloading".
 * What is not known or not going on is left out.
 */
export function rowSpeech(
  t: TFunction<'list'>,
  download: DownloadView,
  stateWord: string,
  language: string,
): string {
  const parts = [download.name];
  const percent = percentOf(download);
  if (percent !== null && (download.repair !== null || !isFinished(download)))
    parts.push(spokenPhrase(t, language, 'percent', percent));
  if (download.rate > 0) {
    const { key, count } = spokenRate(download.rate);
    parts.push(spokenPhrase(t, language, key, count));
  }
  if (download.rate > 0 && download.secondsLeft !== null) {
    const time = spokenDuration(download.secondsLeft).map(({ key, count }) =>
      spokenPhrase(t, language, key, count),
    );
    parts.push(t('timeLeft', { time: time.join(' ') }));
  }
  parts.push(stateWord.toLocaleLowerCase(language));
  return parts.join(', ');
}

/** Whole percent received, or of a repair, rounded down; null where the size is not known. */
export function percentOf(download: DownloadView): number | null {
  if (download.repair !== null) return download.repair.percent;
  if (isFinished(download)) return 100;
  if (download.size === null) return null;
  if (download.size === 0) return 0;
  return Math.min(100, Math.floor((download.received / download.size) * 100));
}
