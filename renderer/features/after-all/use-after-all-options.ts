import { useTranslation } from 'react-i18next';
import { afterAllActions, type AfterAllAction } from '../../../shared/model/after-all.ts';
import { useStore } from '../../state/store.ts';

/** What can be chosen for when all downloads have ended; nothing but nothing where the host cannot. */
export function useAfterAllOptions(): readonly { readonly value: AfterAllAction; readonly label: string }[] {
  const { t } = useTranslation('after-all');
  const power = useStore((state) => state.host?.power);
  return afterAllActions
    .filter((value) => value === 'nothing' || power?.includes(value) === true)
    .map((value) => ({ value, label: t(`action.${value}`) }));
}
