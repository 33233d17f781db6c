import { useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDuration } from '../../../shared/model/units.ts';
import type { DownloadView } from '../../../shared/model/view.ts';
import { causeSentence, useFailureSentence } from '../../i18n/failure-sentence.ts';
import { helpsFor } from '../../state/actions.ts';
import { hasWrongSum, troubleOf } from '../../state/status.ts';
import { Button } from '../../ui/button.tsx';
import { useCommands } from '../commands/use-commands.ts';
import styles from './download-row.module.css';

interface RowTroubleProps {
  readonly download: DownloadView;
  /** Whole seconds until the next try; null where none is planned. */
  readonly secondsToWait: number | null;
}

/** The second line of a row in trouble: one sentence of why, and the buttons that help. */
export function RowTrouble({ download, secondsToWait }: RowTroubleProps) {
  const { t, i18n } = useTranslation('list');
  const sentence = useFailureSentence();
  const commands = useCommands();
  const line = useRef<HTMLDivElement>(null);
  // Where a button helped, the line goes with it: the list has the focus then, not nothing.
  useLayoutEffect(() => {
    const shown = line.current;
    return () => {
      if (shown?.contains(document.activeElement) === true)
        shown.closest<HTMLElement>('[role=grid]')?.focus();
    };
  }, []);
  const { expected, computed } = download.checksum;
  const trouble = troubleOf(download);
  const why = hasWrongSum(download)
    ? t('wholeSum', { expected: expected?.hex ?? '', computed: computed?.hex ?? '' })
    : trouble === null
      ? ''
      : // While it waits, the next try comes by itself: there is nothing to be done about it.
        download.state.kind === 'interrupted'
        ? sentence(trouble)
        : causeSentence(i18n.language, trouble);
  const again =
    secondsToWait !== null && secondsToWait > 0 && trouble?.code !== 'server-asked-to-wait'
      ? t('again', { time: formatDuration(secondsToWait) })
      : null;

  return (
    <div ref={line} role="gridcell" className={styles.second}>
      <span className={styles.why}>
        {why} {again}
      </span>
      {helpsFor(download).map((help) => (
        <Button
          key={help}
          size="small"
          aria-label={t(`helpFor.${help}`, { name: download.name })}
          onClick={() => commands.help(download, help)}
        >
          {t(`help.${help}`)}
        </Button>
      ))}
    </div>
  );
}
