import { PanelBottom, PanelRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../ui/icon-button.tsx';
import { useDetailPlace } from './detail-place.ts';
import { changePaneSizes } from './pane-sizes.ts';

/** Puts the detail pane on the other side of the list; a narrow window has one place for it only. */
export function DockButton() {
  const { t } = useTranslation('common');
  const { place } = useDetailPlace();
  if (place === 'sheet') return null;
  const other = place === 'right' ? 'below' : 'right';
  return (
    <IconButton
      size="small"
      label={t(other === 'right' ? 'dockRight' : 'dockBelow')}
      icon={other === 'right' ? <PanelRight /> : <PanelBottom />}
      onClick={() => changePaneSizes({ dock: other })}
    />
  );
}
