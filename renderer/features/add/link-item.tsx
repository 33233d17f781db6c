import type { ClipboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { formatBytes } from '../../../shared/model/units.ts';
import { useFailureSentence } from '../../i18n/failure-sentence.ts';
import { useStore } from '../../state/store.ts';
import { Checkbox } from '../../ui/checkbox.tsx';
import { joinClasses } from '../../ui/join-classes.ts';
import { TextField } from '../../ui/text-field.tsx';
import { goesToOld } from '../duplicates/answer-duplicates.ts';
import { DuplicateChoice } from '../duplicates/duplicate-choice.tsx';
import { readableLink } from './link-name.ts';
import type { LinkChoice, LinkRow } from './link-row.ts';
import styles from './link-item.module.css';

interface LinkItemProps {
  readonly row: LinkRow;
  /** With several links, each has its own checksum field. */
  readonly withChecksum: boolean;
  /** Cookies of a file go to the hosts that they fit. */
  readonly withCookies: boolean;
  readonly onChoose: (choice: LinkChoice) => void;
  readonly onPasteSum: (event: ClipboardEvent<HTMLElement>) => void;
}

/** One link that was found: a tick, and what its server says of it once it has said it. */
export function LinkItem({ row, withChecksum, withCookies, onChoose, onPasteSum }: LinkItemProps) {
  const { t } = useTranslation(['add', 'cookies']);
  const sentence = useFailureSentence();
  const { probe } = row;
  const size = (probe.kind === 'known' ? probe.size : null) ?? row.listed.size ?? null;
  return (
    <li className={joinClasses(styles.item, !row.ticked && styles.out)}>
      <Checkbox
        name={row.url}
        checked={row.ticked}
        onChange={(ticked) => onChoose(tickChoice(row, ticked))}
      />
      <div className={styles.words}>
        <div className={styles.first}>
          <span className={styles.name} title={row.name}>
            {row.name}
          </span>
          <span className={styles.size}>
            {size !== null ? formatBytes(size) : probe.kind === 'known' ? t('sizeUnknown') : null}
          </span>
        </div>
        <div className={styles.second}>
          <span className={styles.url} title={row.url}>
            {readableLink(row.url)}
          </span>
          <span className={styles.facts}>
            {row.listed.pieces === undefined
              ? ''
              : `${t('pieces', { count: row.listed.pieces.sums.length })} · `}
            {row.mirrors.length > 0 ? `${t('mirrors', { count: row.mirrors.length })} · ` : ''}
            {probe.kind === 'known' ? t(`ranges.${probe.ranges}`) : null}
            {probe.kind === 'asking' ? t('probing') : null}
            {probe.kind === 'waiting' && row.ticked && !goesToOld(row) ? t('waitingProbe') : null}
          </span>
        </div>
        {row.headers.length === 0 ? null : <SentHeaders row={row} />}
        {withCookies && (probe.kind === 'known' || probe.kind === 'failed') ? (
          <div className={styles.headers}>
            {probe.cookies === 0 ? t('cookies:none') : t('cookies:sent', { count: probe.cookies })}
          </div>
        ) : null}
        {row.duplicate === null || row.answer === null ? null : (
          <DuplicateChoice
            name={row.name}
            duplicate={row.duplicate}
            answer={row.answer}
            onAnswer={(answer) => onChoose({ answer })}
          />
        )}
        {probe.kind === 'failed' ? <div className={styles.failure}>{sentence(probe.failure)}</div> : null}
        {withChecksum ? (
          <div className={styles.checksum}>
            <TextField
              label={t('checksumFor', { name: row.name })}
              labelHidden
              mono
              placeholder={t('checksumPlaceholder')}
              value={row.checksum}
              onChange={(checksum) => onChoose({ checksum })}
              onPaste={onPasteSum}
            />
          </div>
        ) : null}
      </div>
    </li>
  );
}

/** Of a duplicate, a tick means both, and none means to skip it. */
function tickChoice({ duplicate }: LinkRow, ticked: boolean): LinkChoice {
  return duplicate === null ? { ticked } : { answer: ticked ? 'number' : 'skip' };
}

/** Which headers go along, without their values, and for how long they are known. */
function SentHeaders({ row }: { readonly row: LinkRow }) {
  const { t } = useTranslation('intake');
  const kept = useStore((state) => state.host?.passwords ?? 'nowhere');
  const names = row.headers.map(([name]) => name).join(', ');
  return (
    <div className={styles.headers} title={names}>
      {t('headers', { count: row.headers.length, names })}
      {' \u00b7 '}
      {t(kept === 'nowhere' ? 'headersForgotten' : 'headersKept')}
    </div>
  );
}
