import { Menu as Base } from '@base-ui/react/menu';
import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import styles from './menu.module.css';

export interface MenuItemProps {
  readonly icon?: ReactNode;
  readonly shortcut?: string;
  readonly disabled?: boolean;
  readonly onSelect: () => void;
  readonly children: string;
}

/** One line of a menu: icon, words, key. Works in `Menu` and in `ContextMenu`. */
export function MenuItem({ icon, shortcut, disabled = false, onSelect, children }: MenuItemProps) {
  return (
    <Base.Item className={styles.item} disabled={disabled} label={children} onClick={onSelect}>
      <span className={styles.mark} aria-hidden>
        {icon}
      </span>
      <span className={styles.text}>{children}</span>
      {shortcut === undefined ? null : (
        <kbd className={styles.key} aria-hidden>
          {shortcut}
        </kbd>
      )}
    </Base.Item>
  );
}

export interface MenuChoiceProps<Value extends string> {
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly onChange: (value: Value) => void;
}

/** Lines of a menu of which one is ticked. */
export function MenuChoice<Value extends string>({ value, options, onChange }: MenuChoiceProps<Value>) {
  return (
    <Base.RadioGroup value={value} onValueChange={onChange}>
      {options.map((option) => (
        <Base.RadioItem key={option.value} value={option.value} className={styles.item} closeOnClick>
          <span className={styles.mark}>
            <Base.RadioItemIndicator>
              <Check />
            </Base.RadioItemIndicator>
          </span>
          {option.label}
        </Base.RadioItem>
      ))}
    </Base.RadioGroup>
  );
}

export interface MenuTickProps {
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly children: string;
}

/** A line of a menu that is ticked or not. */
export function MenuTick({ checked, onChange, children }: MenuTickProps) {
  return (
    <Base.CheckboxItem
      checked={checked}
      onCheckedChange={onChange}
      label={children}
      className={styles.item}
      closeOnClick
    >
      <span className={styles.mark}>
        <Base.CheckboxItemIndicator>
          <Check />
        </Base.CheckboxItemIndicator>
      </span>
      {children}
    </Base.CheckboxItem>
  );
}

export function MenuSeparator() {
  return <Base.Separator className={styles.separator} />;
}

/** The floating part of a menu: below its trigger, or at the pointer in a context menu. */
export function MenuPopup({ children }: { readonly children: ReactNode }) {
  return (
    <Base.Portal>
      <Base.Positioner className={styles.positioner} sideOffset={4} align="start">
        <Base.Popup className={styles.popup} tabIndex={0}>
          {children}
        </Base.Popup>
      </Base.Positioner>
    </Base.Portal>
  );
}

export interface SubmenuProps {
  readonly icon?: ReactNode;
  readonly label: string;
  readonly disabled?: boolean;
  readonly children: ReactNode;
}

/** A line of a menu that opens another menu beside it. */
export function Submenu({ icon, label, disabled = false, children }: SubmenuProps) {
  return (
    <Base.SubmenuRoot>
      <Base.SubmenuTrigger className={styles.item} label={label} disabled={disabled}>
        <span className={styles.mark} aria-hidden>
          {icon}
        </span>
        <span className={styles.text}>{label}</span>
        <span className={styles.key} aria-hidden>
          ›
        </span>
      </Base.SubmenuTrigger>
      <Base.Portal>
        <Base.Positioner className={styles.positioner} alignOffset={-4}>
          <Base.Popup className={styles.popup} tabIndex={0}>
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.SubmenuRoot>
  );
}
