import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { hasCommandKey } from '../../ui/command-key.ts';
import { TextField } from '../../ui/text-field.tsx';
import { useCommands } from '../commands/use-commands.ts';
import styles from './comment-field.module.css';
import { commentMost } from './comment-most.ts';

interface CommentFieldProps {
  readonly id: string;
  readonly comment: string;
}

/** A download's comment, to be written where it is read: kept on leaving the field, by Ctrl+Enter, or as it goes. */
export function CommentField({ id, comment }: CommentFieldProps) {
  const { t } = useTranslation('comment');
  const commands = useCommands();
  const [text, setText] = useState(comment);
  // Another window may have written it.
  const [seen, setSeen] = useState(comment);
  if (seen !== comment) {
    setSeen(comment);
    setText(comment);
  }
  const keep = () => {
    const written = text.slice(0, commentMost).trim();
    if (written !== comment) void commands.comment([id], written);
  };
  const latest = useRef(keep);
  useEffect(() => {
    latest.current = keep;
  });
  // Another row may be chosen while it is written in: what goes from the page is never left.
  useEffect(() => () => latest.current(), []);

  return (
    <div className={styles.field} onBlur={keep}>
      <TextField
        label={t('label')}
        labelHidden
        rows={2}
        value={text}
        placeholder={t('placeholder')}
        onChange={setText}
        onKeyDown={(event) => {
          if (event.key === 'Escape') setText(comment);
          else if (event.key === 'Enter' && hasCommandKey(event)) keep();
          else return;
          event.preventDefault();
        }}
      />
    </div>
  );
}
