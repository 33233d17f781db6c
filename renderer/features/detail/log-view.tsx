import { CircleX, TriangleAlert } from 'lucide-react';
import { memo, useLayoutEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { LogEntry } from '../../../shared/model/view.ts';
import { joinClasses } from '../../ui/join-classes.ts';
import { CopyButton } from './copy-button.tsx';
import { EmptyNote } from './empty-note.tsx';
import {
  clockText,
  filterLog,
  isAtEnd,
  isSameLog,
  keyedLog,
  logText,
  partsOf,
  slotsInLog,
  type LogFilter,
} from './log-lines.ts';
import { slotColour } from './slot-hue.ts';
import styles from './log-view.module.css';

interface LogViewProps {
  readonly log: readonly LogEntry[];
}

const levelIcons = { warn: TriangleAlert, error: CircleX };

/** What happened, by connection. Follows the newest entry until the reader scrolls up. */
export const LogView = memo(LogLines, (before, after) => isSameLog(before.log, after.log));

function LogLines({ log }: LogViewProps): ReactNode {
  const { t } = useTranslation('detail');
  const [filter, setFilter] = useState<LogFilter>('all');
  const scroller = useRef<HTMLDivElement>(null);
  const following = useRef(true);
  const slotName = useLogSlotName();
  const entries = filterLog(log, filter);

  useLayoutEffect(() => {
    const box = scroller.current;
    if (box !== null && following.current) box.scrollTop = box.scrollHeight;
  }, [log, filter]);

  if (log.length === 0) return <EmptyNote>{t('log.empty')}</EmptyNote>;

  const levelName = (level: LogEntry['level']): string => t(`log.level.${level}`);
  const choose = (next: LogFilter): void => {
    following.current = true;
    setFilter(next);
  };

  return (
    <div className={styles.view}>
      <div className={styles.side}>
        <div role="group" aria-label={t('log.show')} className={styles.filters}>
          {(['all', ...slotsInLog(log)] as const).map((choice) => (
            <button
              key={choice}
              type="button"
              className={styles.filter}
              aria-pressed={choice === filter}
              onClick={() => choose(choice)}
            >
              <Swatch slot={choice === 'all' ? 0 : choice} />
              {choice === 'all' ? t('log.all') : slotName(choice)}
            </button>
          ))}
        </div>
        <div className={styles.copy}>
          <CopyButton
            text={() => logText(entries, { slot: slotName, level: levelName })}
            label={t('log.copy')}
          />
        </div>
      </div>
      <div
        ref={scroller}
        role="log"
        aria-live="off"
        aria-label={t('tabs.log')}
        tabIndex={0}
        className={styles.lines}
        onScroll={(event) => {
          following.current = isAtEnd(event.currentTarget);
        }}
      >
        <ol>
          {keyedLog(entries).map(([key, entry]) => (
            <LogLine key={key} at={entry.at} slot={entry.slot} level={entry.level} text={entry.text} />
          ))}
        </ol>
      </div>
    </div>
  );
}

/** "Connection 3", or "Download" for what concerns it as a whole. */
function useLogSlotName(): (slot: number) => string {
  const { t } = useTranslation('detail');
  return (slot) => (slot === 0 ? t('log.download') : t('connection', { slot }));
}

/** One entry. It never changes, so it is drawn once however often the log grows. */
const LogLine = memo(function LogLine({ at, slot, level, text }: LogEntry): ReactNode {
  const slotName = useLogSlotName();
  const [what, head] = partsOf(text);
  return (
    <li className={styles.line}>
      <time className={styles.time} dateTime={new Date(at).toISOString()}>
        {clockText(at)}
      </time>
      <span className={styles.who}>
        <Swatch slot={slot} />
        {slotName(slot)}
      </span>
      <span className={styles.text}>
        {level === 'info' ? null : <LevelMark level={level} />}
        {head === '' ? (
          what
        ) : (
          <details className={styles.details}>
            <summary>{what}</summary>
            <pre className={styles.head}>{head}</pre>
          </details>
        )}
      </span>
    </li>
  );
});

/** Trouble is told by colour, shape and word; an ordinary entry needs no mark. */
function LevelMark({ level }: { readonly level: keyof typeof levelIcons }): ReactNode {
  const { t } = useTranslation('detail');
  const Icon = levelIcons[level];
  return (
    <span className={joinClasses(styles.level, styles[level])}>
      <Icon aria-hidden="true" />
      {t(`log.level.${level}`)}
    </span>
  );
}

/** The hue of a connection; nothing, but of the same width, for the download as a whole. */
function Swatch({ slot }: { readonly slot: number }): ReactNode {
  return (
    <span
      className={styles.swatch}
      style={{ backgroundColor: slot === 0 ? 'transparent' : slotColour(slot) }}
    />
  );
}
