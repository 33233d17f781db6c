import { useTranslation } from 'react-i18next';
import { setCategory, setSearch, useStore } from '../../state/store.ts';
import { Button } from '../../ui/button.tsx';
import styles from '../list/empty-list.module.css';

/** What stands where a search found nothing: what was looked for and where, and the ways on. */
export function NoMatch() {
  const { t } = useTranslation(['search', 'list']);
  const text = useStore((state) => state.search.trim());
  const category = useStore((state) => state.category);
  return (
    <div className={styles.empty}>
      <h2 className={styles.title}>{t('noneTitle')}</h2>
      <p className={styles.text}>
        {category === 'all'
          ? t('noneText', { text })
          : t('noneInCategory', { text, category: t(`list:category.${category}`) })}
      </p>
      {category === 'all' ? (
        <Button onClick={() => setSearch('')}>{t('clear')}</Button>
      ) : (
        <Button onClick={() => setCategory('all')}>{t('everywhere')}</Button>
      )}
    </div>
  );
}
