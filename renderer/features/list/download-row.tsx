import type { DragEvent, MouseEvent } from 'react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { DownloadView } from '../../../shared/model/view.ts';
import { hasSecondLine, isFinished } from '../../state/status.ts';
import type { Column } from '../../state/columns.ts';
import type { SearchTerms } from '../../state/search.ts';
import { joinClasses } from '../../ui/join-classes.ts';
import { RowCell } from './row-cell.tsx';
import { rowSpeech } from './row-speech.ts';
import { RowTrouble } from './row-trouble.tsx';
import { useStatusWord } from './use-status-word.ts';
import styles from './download-row.module.css';

export interface DownloadRowProps {
  readonly download: DownloadView;
  /** Place in the list, from 0. */
  readonly index: number;
  readonly selected: boolean;
  readonly focused: boolean;
  /** Words that are looked for. */
  readonly terms: SearchTerms;
  /** From left to right. */
  readonly columns: readonly Column[];
  readonly onPress: (id: string, event: MouseEvent) => void;
  readonly onOpen: (id: string) => void;
  readonly onDragStart: (event: DragEvent) => void;
}

export function rowId(id: string): string {
  return `download-${id}`;
}

/** One download in the list. Drawn again only when the download or its selection changes. */
export const DownloadRow = memo(function DownloadRow(props: DownloadRowProps) {
  const { download, index, selected, focused, terms, columns, onPress, onOpen, onDragStart } = props;
  const { t, i18n } = useTranslation('list');
  const { status, word, secondsToWait } = useStatusWord(download);
  const { language } = i18n;

  return (
    <div
      role="row"
      id={rowId(download.id)}
      aria-rowindex={index + 2}
      aria-selected={selected}
      aria-label={rowSpeech(t, download, word, language)}
      data-focused={focused || undefined}
      className={joinClasses(styles.row, isFinished(download) && styles.finished)}
      draggable
      onMouseDown={(event) => onPress(download.id, event)}
      onClick={(event) => onPress(download.id, event)}
      onDragStart={onDragStart}
      onDoubleClick={() => onOpen(download.id)}
    >
      <div className={styles.cells}>
        {columns.map((column) => (
          <RowCell
            key={column}
            column={column}
            download={download}
            status={status}
            word={word}
            terms={terms}
          />
        ))}
      </div>
      {hasSecondLine(download) ? <RowTrouble download={download} secondsToWait={secondsToWait} /> : null}
    </div>
  );
});
