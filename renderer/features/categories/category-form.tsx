import { useState, type Ref } from 'react';
import { useTranslation } from 'react-i18next';
import {
  categoryTree,
  categoryWithin,
  isStandardCategory,
  type Category,
} from '../../../shared/model/category.ts';
import { SelectField } from '../../ui/select-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { FolderField } from '../folders/folder-field.tsx';
import { wordsIn } from './category-drafts.ts';
import { useCategoryName } from './use-place-name.ts';
import styles from './category-fields.module.css';

interface CategoryFormProps {
  readonly category: Category;
  /** All of them, this one among them. */
  readonly categories: readonly Category[];
  readonly nameRef: Ref<HTMLInputElement & HTMLTextAreaElement>;
  readonly error: string | null;
  readonly onChange: (change: Partial<Category>) => void;
}

/** What can be said of one category. */
export function CategoryForm({ category, categories, nameRef, error, onChange }: CategoryFormProps) {
  const { t } = useTranslation('categories');
  const nameOf = useCategoryName();
  const within = categoryWithin(categories, category.id);
  const parents = [
    { value: '', label: t('dialog.top') },
    ...categoryTree(categories)
      .filter((placed) => !within.has(placed.category.id))
      .map((placed) => ({
        value: placed.category.id,
        label: `${'\u2003'.repeat(placed.depth + 1)}${nameOf(placed.category)}`,
      })),
  ];
  const noRules = category.extensions.length + category.hosts.length + category.types.length === 0;
  const standardName = isStandardCategory(category.id) ? t(`standard.${category.id}`) : undefined;
  return (
    <>
      <TextField
        label={t('dialog.name')}
        value={category.name}
        {...(standardName === undefined ? {} : { placeholder: standardName })}
        error={error}
        inputRef={nameRef}
        onChange={(name) => onChange({ name: name.slice(0, 100) })}
      />
      <SelectField
        label={t('dialog.parent')}
        value={category.parent ?? ''}
        options={parents}
        onChange={(parent) => onChange({ parent: parent === '' ? null : parent })}
      />
      <div className={styles.field}>
        <FolderField
          label={t('dialog.folder')}
          value={category.folder}
          onChange={(folder) => onChange({ folder: folder.trim() })}
        />
        <p className={styles.note}>{t('dialog.folderHint')}</p>
      </div>
      <WordsField
        label={t('dialog.extensions')}
        hint={t('dialog.extensionsHint')}
        words={category.extensions}
        onChange={(extensions) => onChange({ extensions })}
      />
      <WordsField
        label={t('dialog.hosts')}
        hint={t('dialog.hostsHint')}
        words={category.hosts}
        onChange={(hosts) => onChange({ hosts })}
      />
      <WordsField
        label={t('dialog.types')}
        hint={t('dialog.typesHint')}
        words={category.types}
        onChange={(types) => onChange({ types })}
      />
      {noRules ? <p className={styles.note}>{t('dialog.noRules')}</p> : null}
    </>
  );
}

interface WordsFieldProps {
  readonly label: string;
  readonly hint: string;
  readonly words: readonly string[];
  readonly onChange: (words: readonly string[]) => void;
}

/** A field for several words. The text stays as it is typed. */
function WordsField({ label, hint, words, onChange }: WordsFieldProps) {
  const [text, setText] = useState(() => words.join(' '));
  return (
    <TextField
      label={label}
      hint={hint}
      value={text}
      onChange={(value) => {
        setText(value);
        onChange(wordsIn(value));
      }}
    />
  );
}
