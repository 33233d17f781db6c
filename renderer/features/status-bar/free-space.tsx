import { HardDrive, TriangleAlert } from 'lucide-react';
import { useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatBytes } from '../../../shared/model/units.ts';
import { isFinished } from '../../state/status.ts';
import { useStore } from '../../state/store.ts';
import { joinClasses } from '../../ui/join-classes.ts';
import styles from './status-bar.module.css';

/** Room for new downloads, in bytes; it stands out where it is less than what is still to come. */
export function FreeSpace({ free }: { readonly free: number }): ReactNode {
  const { t } = useTranslation('status-bar');
  const library = useStore((state) => state.library);
  const folder = useStore((state) => state.settings?.folder ?? '');
  const toCome = useMemo(() => {
    let bytes = 0;
    for (const download of library.values()) {
      if (!isFinished(download) && download.size !== null) bytes += download.size - download.received;
    }
    return bytes;
  }, [library]);
  const low = free < toCome;
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
