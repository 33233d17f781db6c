import { Dialog as Base } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import type { ReactNode, RefObject } from 'react';
import { IconButton } from './icon-button.tsx';
import { joinClasses } from './join-classes.ts';
import styles from './dialog.module.css';

export interface DialogProps {
  readonly title: string;
  /** The word for the cross in the corner. */
  readonly closeLabel: string;
  readonly size?: 'small' | 'medium' | 'large' | 'top';
  /** It is as high from the start as it may become: what an answer brings moves none of its buttons. */
  readonly steady?: boolean;
  readonly onClose: () => void;
  /** Where the focus goes first; the first field where none is given. */
  readonly initialFocus?: RefObject<HTMLElement | null>;
  /** Asked when it closes: false leaves the focus to others, true gives it back to where it was. */
  readonly givesFocusBack?: () => boolean;
  /** A click beside it leaves it open: for dialogs that hold typed text. */
  readonly keepOnOutsidePress?: boolean;
  /** It holds nothing that takes the focus: the body does, so that the keys scroll it. */
  readonly onlyText?: boolean;
  readonly footer?: ReactNode;
  readonly children: ReactNode;
  /** With it, the dialog is a form: Enter and the footer's submit button call it. */
  readonly onSubmit?: () => void;
}

/** A modal dialog. It is open while it is mounted; focus returns to where it was. */
export function Dialog(props: DialogProps) {
  const { title, closeLabel, size = 'medium', onClose, initialFocus, footer, children, onSubmit } = props;
  const inside = (
    <>
      <div
        className={styles.body}
        {...(props.onlyText === true ? { tabIndex: 0, role: 'group', 'aria-label': title } : {})}
      >
        {children}
      </div>
      {footer === undefined ? null : <div className={styles.footer}>{footer}</div>}
    </>
  );
  return (
    <Base.Root
      open
      disablePointerDismissal={props.keepOnOutsidePress ?? false}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
      <Base.Portal>
        <Base.Backdrop className={styles.backdrop} />
        <Base.Popup
          className={joinClasses(styles.popup, styles[size], props.steady === true && styles.steady)}
          initialFocus={initialFocus}
          finalFocus={props.givesFocusBack}
        >
          <header className={styles.header}>
            <Base.Title className={styles.title}>{title}</Base.Title>
          </header>
          {onSubmit === undefined ? (
            inside
          ) : (
            <form
              className={styles.form}
              noValidate
              onSubmit={(event) => {
                event.preventDefault();
                onSubmit();
              }}
            >
              {inside}
            </form>
          )}
          {/* Last, so that the focus goes to the first field; shown in the corner. */}
          <div className={styles.close}>
            <Base.Close render={<IconButton label={closeLabel} icon={<X />} />} />
          </div>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
