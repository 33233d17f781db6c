import { Toolbar } from '@base-ui/react/toolbar';
import { Search, X } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { groupedNumber } from '../../i18n/grouped-number.ts';
import { setSearch, useStore } from '../../state/store.ts';
import { commandKey } from '../../ui/command-key.ts';
import { isKey } from '../commands/key-table.ts';
import { focusSearch, searchFieldId } from './search-focus.ts';
import styles from './search-field.module.css';

/** Searches the list as one types; the number found stands in the field. Escape clears it. */
export function SearchField() {
  const { t, i18n } = useTranslation('search');
  const search = useStore((state) => state.search);
  const count = useStore((state) => (state.terms.length === 0 ? null : state.rows.length));
  const input = useRef<HTMLInputElement>(null);
  useSearchKey();

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>): void {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape' && search !== '') setSearch('');
    else if (event.key === 'Escape' || event.key === 'Enter' || event.key === 'ArrowDown') focusList();
    else return;
    event.preventDefault();
  }

  return (
    <div className={styles.field}>
      <Search aria-hidden className={styles.icon} />
      <Toolbar.Input
        ref={input}
        id={searchFieldId}
        type="search"
        className={styles.input}
        aria-label={t('label')}
        title={`${t('label')} (${commandKey('F')})`}
        placeholder={t('label')}
        autoComplete="off"
        spellCheck={false}
        maxLength={200}
        value={search}
        onChange={(event) => setSearch(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <span role="status" className={styles.count}>
        {count === null ? null : (
          <>
            <span aria-hidden>{groupedNumber(count, i18n.language)}</span>
            <span className="visually-hidden">{t('matches', { count })}</span>
          </>
        )}
      </span>
      {search === '' ? null : (
        <button
          type="button"
          className={styles.clear}
          aria-label={t('clear')}
          title={t('clear')}
          onClick={() => {
            setSearch('');
            input.current?.focus();
          }}
        >
          <X aria-hidden />
        </button>
      )}
    </div>
  );
}

/** Ctrl+F, or Cmd+F, goes to the field from wherever the focus is, unless a dialog is open. */
function useSearchKey(): void {
  useEffect(() => {
    const onKeyDown = (event: globalThis.KeyboardEvent) => {
      if (!isKey(event, 'search') || useStore.getState().dialog !== null) return;
      event.preventDefault();
      focusSearch();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
}

function focusList(): void {
  document.getElementById('downloads')?.focus();
}
