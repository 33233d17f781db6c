import { Menu } from '@base-ui/react/menu';
import { FileCode } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { DownloadView } from '../../../shared/model/view.ts';
import { Button } from '../../ui/button.tsx';
import { MenuPopup } from '../../ui/menu.tsx';
import { CopyAsItems } from './copy-as-items.tsx';

/** A button that opens the list of what a download can be copied as. */
export function CopyAsButton({ download }: { readonly download: DownloadView }) {
  const { t } = useTranslation('copy-as');
  return (
    <Menu.Root>
      <Menu.Trigger render={<Button variant="quiet" size="small" icon={<FileCode aria-hidden="true" />} />}>
        {t('button')}
      </Menu.Trigger>
      <MenuPopup>
        <CopyAsItems download={download} />
      </MenuPopup>
    </Menu.Root>
  );
}
