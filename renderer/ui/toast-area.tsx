import { Toast } from '@base-ui/react/toast';
import { X } from 'lucide-react';
import { Button } from './button.tsx';
import { IconButton } from './icon-button.tsx';
import { toasts } from './toasts.ts';
import styles from './toast-area.module.css';

/** The corner where short messages appear and leave by themselves. */
export function ToastArea({ label, closeLabel }: { readonly label: string; readonly closeLabel: string }) {
  return (
    <Toast.Provider toastManager={toasts} timeout={8_000} limit={3}>
      <Toast.Portal>
        <Toast.Viewport className={styles.viewport} aria-label={label}>
          <ToastList closeLabel={closeLabel} />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

function ToastList({ closeLabel }: { readonly closeLabel: string }) {
  const manager = Toast.useToastManager();
  return manager.toasts.map((toast) => (
    <Toast.Root key={toast.id} toast={toast} className={styles.toast} swipeDirection={[]}>
      <Toast.Content className={styles.content}>
        <div className={styles.words}>
          <Toast.Title className={styles.title} />
          <Toast.Description className={styles.text} />
        </div>
        {toast.actionProps === undefined ? null : <Toast.Action render={<Button size="small" />} />}
        <Toast.Close render={<IconButton size="small" label={closeLabel} icon={<X />} />} />
      </Toast.Content>
    </Toast.Root>
  ));
}
