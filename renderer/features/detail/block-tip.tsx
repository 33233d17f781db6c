import type { CSSProperties, ReactNode } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { rangeLength, type ByteRange } from '../../../shared/model/byte-range.ts';
import { formatBytes } from '../../../shared/model/units.ts';
import { bytesBySlot } from './byte-map.ts';
import { rangeText, wholePercent } from './segment-rows.ts';
import { slotColour } from './slot-hue.ts';
import { useSlotName } from './slot-name.ts';
import styles from './block-tip.module.css';

/** Where the pointer stands in the window (CSS pixels), and the bytes of the block below it. */
export interface BlockTipPlace {
  readonly x: number;
  readonly y: number;
  readonly range: ByteRange;
}

interface BlockTipProps {
  readonly place: BlockTipPlace;
  readonly map: readonly number[];
}

/** Which bytes a block holds and who brought them. */
export function BlockTip({ place, map }: BlockTipProps): ReactNode {
  const { t, i18n } = useTranslation('detail');
  const slotName = useSlotName();
  const { start, end } = place.range;
  const length = rangeLength(place.range);
  const brought = bytesBySlot(map, place.range);
  const exact = new Intl.NumberFormat(i18n.language);
  const missing = length - [...brought.values()].reduce((a, b) => a + b, 0);
  const from = formatBytes(start);
  return createPortal(
    <div className={styles.tip} style={placeInWindow(place)}>
      {[...brought].map(([slot, bytes]) => (
        <span key={slot} className={styles.who}>
          <span className={styles.swatch} style={{ backgroundColor: slotColour(slot) }} />
          {slotName(slot)}
          {bytes < length ? <span className={styles.part}>{wholePercent(bytes / length)} %</span> : null}
        </span>
      ))}
      {missing > 0 ? (
        <span className={styles.who}>
          <span className={styles.missing} />
          {t('map.missing')}
          {missing < length ? (
            <span className={styles.part}>{100 - wholePercent((length - missing) / length)} %</span>
          ) : null}
        </span>
      ) : null}
      <span className={styles.range}>
        {from === formatBytes(end) ? t('map.near', { offset: from }) : rangeText(start, end, formatBytes)}
      </span>
      <span className={styles.exact}>
        {t('map.bytes', { first: exact.format(start), last: exact.format(end - 1) })}
      </span>
    </div>,
    document.body,
  );
}

/** Right of and below the pointer; on the other side of it near an edge of the window. */
function placeInWindow({ x, y }: BlockTipPlace): CSSProperties {
  const across = x > window.innerWidth - 280 ? { right: window.innerWidth - x + 8 } : { left: x + 12 };
  return y > window.innerHeight - 140
    ? { ...across, bottom: window.innerHeight - y + 8 }
    : { ...across, top: y + 16 };
}
