import { Toast } from '@base-ui/react/toast';

/** Toasts can be added from anywhere; `<ToastArea>` shows them. */
export const toasts = Toast.createToastManager();
