import { HardDrive, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatBytes } from '../../../shared/model/units.ts';
import { useStore } from '../../state/store.ts';
import { tallyOf } from '../../state/tally.ts';
import { joinClasses } from '../../ui/join-classes.ts';
import styles from './status-bar.module.css';

/** Room for new downloads, in bytes; it stands out where it is less than what is still to come. */
export function FreeSpace({ free }: { readonly free: number }): ReactNode {
  const { t } = useTranslation('status-bar');
  const low = useStore((state) => free < tallyOf(state.library).toCome);
  const folder = useStore((state) => state.settings?.folder ?? '');
  const Icon = low ? TriangleAlert : HardDrive;
  return (
    <span
      className={joinClasses(styles.sign, low ? styles.trouble : styles.usual)}
      title={t(low ? 'freeLowHint' : 'freeHint', { folder })}
    >
      <Icon aria-hidden />
      {t(low ? 'freeLow' : 'free', { size: formatBytes(free) })}
    </span>
  );
}
