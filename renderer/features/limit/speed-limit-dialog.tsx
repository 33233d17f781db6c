import { useTranslation } from 'react-i18next';
import type { Settings } from '../../../shared/model/settings.ts';
import { formatRate } from '../../../shared/model/units.ts';
import { closeDialog, useStore } from '../../state/store.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { useCommands } from '../commands/use-commands.ts';
import { momentText } from '../schedule/moment-text.ts';
import { ZoneField } from '../schedule/zone-field.tsx';
import { RateField } from '../settings/rate-field.tsx';
import { useLimitWords, useModeOptions } from './limit-words.ts';
import { LimitTimes } from './limit-times.tsx';
import styles from './limit.module.css';

/** How fast all downloads together may be; every change is applied at once. */
export function SpeedLimitDialog() {
  const { t } = useTranslation(['limit', 'common']);
  const settings = useStore((state) => state.settings);
  return (
    <Dialog title={t('title')} size="large" closeLabel={t('common:close')} onClose={closeDialog}>
      {settings === null ? null : <LimitForm settings={settings} />}
    </Dialog>
  );
}

function LimitForm({ settings }: { readonly settings: Settings }) {
  const { t } = useTranslation('limit');
  const commands = useCommands();
  const { limitMode } = settings;
  return (
    <div className={styles.form}>
      <div className={styles.head}>
        <SelectField
          label={t('modes')}
          value={limitMode}
          options={useModeOptions()}
          onChange={(mode) => void commands.setSettings({ limitMode: mode })}
        />
        {limitMode === 'limited' ? (
          <div className={styles.rate}>
            <RateField
              label={t('rate')}
              hint={t('rateHint')}
              rate={settings.limit}
              onChange={(limit) => void commands.setSettings({ limit })}
            />
          </div>
        ) : null}
      </div>
      {limitMode === 'room' ? <RoomNote /> : null}
      {limitMode === 'timetable' ? (
        <>
          <TimetableNote />
          <LimitTimes
            times={settings.limitTimes}
            onChange={(limitTimes) => void commands.setSettings({ limitTimes })}
          />
          <ZoneField />
        </>
      ) : null}
    </div>
  );
}

/** What the timetable says now, and until when. */
function TimetableNote() {
  const { t, i18n } = useTranslation('limit');
  const until = useStore((state) => state.speedLimit?.until ?? null);
  const words = useLimitWords();
  return (
    <p role="status">
      {until === null
        ? t('now', { state: words })
        : t('nowUntil', { state: words, time: momentText(until, i18n.language) })}
    </p>
  );
}

/** What leaving room goes by, and what was measured. */
function RoomNote() {
  const { t, i18n } = useTranslation('limit');
  const view = useStore((state) => state.speedLimit);
  if (view === null || view.room === null) return null;
  const rate = formatRate(view.limit, i18n.language);
  const { room } = view;
  return (
    <div className={styles.section}>
      <p className={styles.note}>{t('room.what')}</p>
      <p>
        {room.signal === 'good'
          ? t('room.good', { rate, now: Math.round(room.roundTrip), rest: Math.round(room.atRest) })
          : t(`room.${room.signal}`, { rate })}
      </p>
    </div>
  );
}
