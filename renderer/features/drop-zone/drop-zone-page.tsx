import { useTranslation } from 'react-i18next';
import { useClient } from '../../state/store.ts';
import { useIntake } from '../intake/use-intake.ts';
import { useAppearance } from '../layout/use-appearance.ts';
import { DropZoneSquare } from './drop-zone-square.tsx';
import styles from './drop-zone.module.css';

/** The drop zone in a window of its own, beside the main window: its host moves it and has its menu. */
export function DropZonePage() {
  const { t } = useTranslation('drop-zone');
  const { call } = useClient();
  useAppearance();
  const over = useIntake((text) => void call.offerLinks({ text }));
  return (
    <main
      className={styles.page}
      onContextMenu={(event) => {
        event.preventDefault();
        void call.openDropZoneMenu();
      }}
    >
      <div className={styles.frame}>
        <DropZoneSquare
          hint={t('hint')}
          over={over}
          onOpen={() => void call.toggleWindow()}
          onMove={(by) => void call.moveDropZone(by)}
        />
      </div>
    </main>
  );
}
