import { useTranslation } from 'react-i18next';
import { exportForms, type ExportForm } from '../../../shared/model/export-form.ts';
import type { DownloadView } from '../../../shared/model/view.ts';
import { MenuItem } from '../../ui/menu.tsx';
import { useCopyAs } from './use-copy-as.ts';

/** What a download can be copied as: a line of a menu each. */
export function CopyAsItems({ download }: { readonly download: DownloadView }) {
  const { t } = useTranslation('copy-as');
  const copyAs = useCopyAs();
  const label = (form: ExportForm): string => t(`form.${form}`, { count: download.connections });
  return exportForms.map((form) => (
    <MenuItem key={form} onSelect={() => void copyAs(download.id, form)}>
      {label(form)}
    </MenuItem>
  ));
}
