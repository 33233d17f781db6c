import { Toolbar } from '@base-ui/react/toolbar';
import { PanelBottomClose, PanelBottomOpen, PanelRightClose, PanelRightOpen } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { joinClasses } from '../../ui/join-classes.ts';
import { toggleDetail, useDetailPlace, useHasDetail } from '../layout/detail-place.ts';
import styles from './toolbar.module.css';

/** Shows or hides the detail pane, as long as there is anything to be told. */
export function DetailButton() {
  const { t } = useTranslation('common');
  const { place, open } = useDetailPlace();
  if (!useHasDetail()) return null;
  const label = t(open ? 'hideDetails' : 'showDetails');
  const [Close, Open] =
    place === 'right' ? [PanelRightClose, PanelRightOpen] : [PanelBottomClose, PanelBottomOpen];
  return (
    <Toolbar.Button
      className={joinClasses(styles.button, styles.square)}
      aria-label={label}
      title={label}
      onClick={() => toggleDetail(place)}
    >
      {open ? <Close /> : <Open />}
    </Toolbar.Button>
  );
}
