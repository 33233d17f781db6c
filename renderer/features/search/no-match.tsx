import { useTranslation } from 'react-i18next';
import { setPlace, setSearch, useStore } from '../../state/store.ts';
import { Button } from '../../ui/button.tsx';
import { usePlaceName } from '../categories/use-place-name.ts';
import styles from '../list/empty-list.module.css';

/** What stands where a search found nothing: what was looked for and where, and the ways on. */
export function NoMatch() {
  const { t } = useTranslation('search');
  const text = useStore((state) => state.search.trim());
  const place = useStore((state) => state.place);
  const nameOf = usePlaceName();
  return (
    <div className={styles.empty}>
      <h2 className={styles.title}>{t('noneTitle')}</h2>
      <p className={styles.text}>
        {place === 'all' ? t('noneText', { text }) : t('noneInCategory', { text, category: nameOf(place) })}
      </p>
      {place === 'all' ? (
        <Button onClick={() => setSearch('')}>{t('clear')}</Button>
      ) : (
        <Button onClick={() => setPlace('all')}>{t('everywhere')}</Button>
      )}
    </div>
  );
}
