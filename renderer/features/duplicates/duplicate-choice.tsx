import { useTranslation } from 'react-i18next';
import { isFinished } from '../../state/status.ts';
import { SelectField } from '../../ui/select-field.tsx';
import { useStatusWord } from '../list/use-status-word.ts';
import { answersTo, type Duplicate, type DuplicateAnswer } from './duplicate.ts';
import styles from './duplicate-choice.module.css';

interface DuplicateChoiceProps {
  readonly name: string;
  readonly duplicate: Duplicate;
  readonly answer: DuplicateAnswer;
  readonly onAnswer: (answer: DuplicateAnswer) => void;
}

/** What there is already of a link, and what to do about it. */
export function DuplicateChoice({ name, duplicate, answer, onAnswer }: DuplicateChoiceProps) {
  const { t } = useTranslation('duplicates');
  const finished = 'old' in duplicate && isFinished(duplicate.old);
  return (
    <div className={styles.duplicate}>
      <span className={styles.what}>
        {'old' in duplicate ? <OldOne duplicate={duplicate} /> : t(`kind.${duplicate.kind}`)}
      </span>
      <SelectField
        label={t('choice', { name })}
        labelHidden
        value={answer}
        options={answersTo(duplicate).map((value) => ({
          value,
          label: t(value === 'old' && finished ? 'answer.old-finished' : `answer.${value}`),
        }))}
        onChange={onAnswer}
      />
    </div>
  );
}

function OldOne({
  duplicate,
}: {
  readonly duplicate: Extract<Duplicate, { kind: 'same-link' | 'same-file' }>;
}) {
  const { t } = useTranslation('duplicates');
  const { word } = useStatusWord(duplicate.old);
  return t(`kind.${duplicate.kind}`, { name: duplicate.old.name, state: word });
}
