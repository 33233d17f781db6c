import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Settings } from '../../../shared/model/settings.ts';
import { closeDialog, useStore } from '../../state/store.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { findsSetting } from './settings-search.ts';
import { useSettingsSections } from './settings-sections.tsx';
import styles from './settings-dialog.module.css';

/** Settings; every change is applied at once. */
export function SettingsDialog() {
  const { t } = useTranslation(['settings', 'common']);
  const settings = useStore((state) => state.settings);
  return (
    <Dialog title={t('title')} closeLabel={t('common:close')} size="large" onClose={closeDialog}>
      {settings === null ? null : <SettingsPane settings={settings} />}
    </Dialog>
  );
}

/** The sections by name at the left, all of them below each other at the right, a search above. */
function SettingsPane({ settings }: { readonly settings: Settings }) {
  const { t } = useTranslation('settings');
  const [query, setQuery] = useState('');
  const prefix = useId();
  const sections = useSettingsSections(settings).flatMap((section) => {
    const named = findsSetting(query, [section.title]);
    const rows = section.rows.filter(({ words }) => named || findsSetting(query, [section.title, ...words]));
    return rows.length === 0 ? [] : [{ ...section, rows }];
  });

  const goTo = (id: string): void => {
    const section = document.getElementById(`${prefix}${id}`);
    section?.scrollIntoView({ block: 'start' });
    section?.focus({ preventScroll: true });
  };

  return (
    <div className={styles.pane}>
      <div className={styles.side}>
        <TextField
          label={t('search')}
          labelHidden
          placeholder={t('search')}
          value={query}
          onChange={setQuery}
        />
        <nav aria-label={t('sections')} className={styles.sections}>
          {sections.map(({ id, title }) => (
            <button key={id} type="button" className={styles.goto} onClick={() => goTo(id)}>
              {title}
            </button>
          ))}
        </nav>
      </div>
      <div className={styles.scroller}>
        {sections.map(({ id, title, titled, rows }) => (
          <section key={id} id={`${prefix}${id}`} tabIndex={-1} aria-label={title} className={styles.section}>
            {titled === true ? null : <h3>{title}</h3>}
            {rows.map((row) => (
              <div key={row.id}>{row.field}</div>
            ))}
          </section>
        ))}
        <p role="status" className={styles.note}>
          {sections.length === 0 ? t('none', { query }) : t('applied')}
        </p>
      </div>
    </div>
  );
}
