import { useTranslation } from 'react-i18next';
import type { LimitMode } from '../../../shared/model/speed-limit.ts';
import { limitModes } from '../../../shared/model/speed-limit.ts';
import { formatRate } from '../../../shared/model/units.ts';
import { useStore } from '../../state/store.ts';

/** The limit that holds now, in a few words: "No limit", "2 MiB/s", "Leave room · 4 MiB/s". */
export function useLimitWords(): string {
  const { t, i18n } = useTranslation('limit');
  const limit = useStore((state) => state.speedLimit);
  if (limit === null || (limit.limit === 0 && limit.mode !== 'timetable')) return t('short.unlimited');
  const rate = formatRate(limit.limit, i18n.language);
  switch (limit.mode) {
    case 'unlimited':
    case 'limited':
      return rate;
    case 'room':
      return t('state.room', { rate });
    case 'timetable':
      return limit.limit === 0 ? t('state.timetableFree') : t('state.timetable', { rate });
  }
}

/** The ways to limit, the rate that is set in the second. */
export function useModeOptions(): readonly { readonly value: LimitMode; readonly label: string }[] {
  const { t, i18n } = useTranslation('limit');
  const rate = useStore((state) => state.settings?.limit ?? 0);
  return limitModes.map((value) => {
    if (value !== 'limited') return { value, label: t(`mode.${value}`) };
    const label =
      rate === 0 ? t('mode.limitedUnset') : t('mode.limited', { rate: formatRate(rate, i18n.language) });
    return { value, label };
  });
}

/** The way that is chosen; to limit to no rate is no limit. */
export function useMode(): LimitMode {
  return useStore(({ settings }) =>
    settings === null || (settings.limitMode === 'limited' && settings.limit === 0)
      ? 'unlimited'
      : settings.limitMode,
  );
}
