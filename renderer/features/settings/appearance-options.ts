import { useTranslation } from 'react-i18next';
import { ownName } from '../../i18n/languages.ts';
import { languages } from '../../i18n/resources.ts';
import type { Settings } from '../../../shared/model/settings.ts';

interface Option<Value> {
  readonly value: Value;
  readonly label: string;
}

/** The languages by their own names, so that each is found by who reads it. */
export function useLanguageOptions(): readonly Option<Settings['language']>[] {
  const { t } = useTranslation('toolbar');
  return [
    { value: 'system', label: t('languageSystem') },
    ...languages.map((tag) => ({ value: tag, label: ownName(tag) })),
  ];
}

export function useThemeOptions(): readonly Option<Settings['theme']>[] {
  const { t } = useTranslation('toolbar');
  return [
    { value: 'system', label: t('themeSystem') },
    { value: 'light', label: t('themeLight') },
    { value: 'dark', label: t('themeDark') },
  ];
}
