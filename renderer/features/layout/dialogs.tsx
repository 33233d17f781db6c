import { useStore } from '../../state/store.ts';
import { AddDialog } from '../add/add-dialog.tsx';
import { CategoriesDialog } from '../categories/categories-dialog.tsx';
import { FileUnderDialog } from '../categories/file-under-dialog.tsx';
import { CertificateDialog } from '../certificate/certificate-dialog.tsx';
import { CommentDialog } from '../comment/comment-dialog.tsx';
import { KeysDialog } from '../keys/keys-dialog.tsx';
import { NewLinkDialog } from '../new-link/new-link-dialog.tsx';
import { PaletteDialog } from '../palette/palette-dialog.tsx';
import { ProgramLogDialog } from '../program-log/program-log-dialog.tsx';
import { QueuesDialog } from '../queues/queues-dialog.tsx';
import { RemoveDialog } from '../remove/remove-dialog.tsx';
import { ServersDialog } from '../servers/servers-dialog.tsx';
import { SettingsDialog } from '../settings/settings-dialog.tsx';
import { SpeedLimitDialog } from '../limit/speed-limit-dialog.tsx';
import { SignInDialog } from '../sign-in/sign-in-dialog.tsx';
import { VerifyDialog } from '../verify/verify-dialog.tsx';

/** The dialog that is open, if one is. */
export function Dialogs() {
  const dialog = useStore((state) => state.dialog);
  switch (dialog?.kind) {
    case undefined:
      return null;
    case 'add':
      return <AddDialog offered={dialog.text} />;
    case 'verify':
      return <VerifyDialog />;
    case 'remove':
      return <RemoveDialog ids={dialog.ids} />;
    case 'sign-in':
      return <SignInDialog id={dialog.id} />;
    case 'certificate':
      return <CertificateDialog id={dialog.id} />;
    case 'new-link':
      return <NewLinkDialog id={dialog.id} />;
    case 'categories':
      return <CategoriesDialog chosen={dialog.chosen} parent={dialog.parent} />;
    case 'file-under':
      return <FileUnderDialog ids={dialog.ids} />;
    case 'comment':
      return <CommentDialog ids={dialog.ids} />;
    case 'settings':
      return <SettingsDialog />;
    case 'servers':
      return <ServersDialog />;
    case 'queues':
      return <QueuesDialog />;
    case 'speed-limit':
      return <SpeedLimitDialog />;
    case 'palette':
      return <PaletteDialog />;
    case 'keys':
      return <KeysDialog />;
    case 'program-log':
      return <ProgramLogDialog />;
  }
}
