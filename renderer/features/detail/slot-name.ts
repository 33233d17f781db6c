import { useTranslation } from 'react-i18next';

/** How a slot is called: "Connection 3", or for slot 0 "Earlier session". */
export function useSlotName(): (slot: number) => string {
  const { t } = useTranslation('detail');
  return (slot) => (slot === 0 ? t('map.earlier') : t('connection', { slot }));
}
