import type { Page } from '@playwright/test';

/** What does not fit in a view as it stands. Each line says what, and where it was found. */
export interface Misfits {
  /** Words of buttons, labels and heads of which a part is cut off. */
  readonly cut: readonly string[];
  /** What would have to be scrolled to the side to be read. */
  readonly sideways: readonly string[];
  /** Controls that no scrolling brings into sight, or that something lies over. */
  readonly unreachable: readonly string[];
  /** Targets smaller than 24 pixels that another is too near to (WCAG 2.2, 2.5.8). */
  readonly small: readonly string[];
  /** Words under 4.5:1 and signs under 3:1, also where they are selected or cannot be used now. */
  readonly faint: readonly string[];
}

export function misfitsOf(page: Page): Promise<Misfits> {
  return page.evaluate(measure);
}

/** Runs in the page; so it uses nothing from outside. */
function measure(): Misfits {
  const isShown = (element: Element): boolean =>
    element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
    element.getBoundingClientRect().width > 1;
  const nameOf = (element: Element): string =>
    `${element.tagName.toLowerCase()} "${(element.getAttribute('aria-label') ?? element.textContent).trim().slice(0, 60)}"`;

  const over = [
    ...document.querySelectorAll('[role=menu], [role=listbox], [role=dialog]:not([role=region] *)'),
  ].filter(isShown);
  const menus = over.filter((each) => each.role !== 'dialog' && each.closest('[role=dialog]') === null);
  const dialogs = over.filter((each) => each.role === 'dialog');
  const layers =
    menus.length > 0 ? menus.slice(-1) : dialogs.length > 0 ? dialogs.slice(-1) : [document.body];
  const within = (selector: string): Element[] =>
    layers.flatMap((layer) => [...layer.querySelectorAll(selector)]).filter(isShown);

  const labels =
    'button, label, legend, footer span, dt, th, h1, h2, h3, [role=tab], [role=menuitem], [role=menuitemradio], [role=menuitemcheckbox], [role=option], [role=treeitem], [role=columnheader], [role=checkbox], [role=combobox]';
  const cut: string[] = [];
  for (const label of within(labels)) {
    const texts = document.createTreeWalker(label, NodeFilter.SHOW_TEXT);
    for (let text = texts.nextNode(); text !== null; text = texts.nextNode()) {
      const parent = text.parentElement;
      if (parent === null || text.textContent?.trim() === '' || !isShown(parent)) continue;
      const range = document.createRange();
      range.selectNodeContents(text);
      const words = range.getBoundingClientRect();
      const own = label.getBoundingClientRect();
      let isCut = words.right > own.right + 1 || words.left < own.left - 1;
      for (let box: Element | null = parent; box !== null && !isCut; box = box.parentElement) {
        const style = getComputedStyle(box);
        const edge = box.getBoundingClientRect();
        if (edge.width <= 1) break;
        if (/auto|scroll/.test(style.overflowX) || /auto|scroll/.test(style.overflowY)) break;
        if (/hidden|clip/.test(style.overflowX))
          isCut = words.right > edge.right + 1 || words.left < edge.left - 1;
        if (/hidden|clip/.test(style.overflowY))
          isCut ||= words.bottom > edge.bottom + 2 || words.top < edge.top - 2;
      }
      if (isCut) cut.push(`${nameOf(label)}: "${text.textContent ?? ''}"`);
    }
  }

  const sideways: string[] = [];
  const root = document.scrollingElement;
  if (root !== null && root.scrollWidth > innerWidth) sideways.push('the window');
  for (const box of within('*')) {
    const { overflowX } = getComputedStyle(box);
    if (/auto|scroll/.test(overflowX) && box.scrollWidth > box.clientWidth + 1 && box.tagName !== 'INPUT')
      sideways.push(`${nameOf(box)} by ${box.scrollWidth - box.clientWidth}`);
  }

  const controls = within(
    'button, input, textarea, select, a[href], [role=tab], [role=menuitem], [role=menuitemradio], [role=menuitemcheckbox], [role=option], [role=treeitem], [role=checkbox], [role=combobox], [role=columnheader]',
  );
  const unreachable: string[] = [];
  for (const control of controls) {
    control.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    const { height, left, top, width } = control.getBoundingClientRect();
    const [x, y] = [left + width / 2, top + height / 2];
    const hit = document.elementFromPoint(x, y);
    if (
      hit === null ||
      !(control.contains(hit) || hit.contains(control) || hit.closest('label')?.contains(control) === true)
    )
      unreachable.push(
        `${nameOf(control)} at ${Math.round(x)}, ${Math.round(y)}, under ${hit === null ? 'the edge' : nameOf(hit)}`,
      );
  }

  const targets = controls.map((control) => ({
    control,
    box: (control.closest('label') ?? control).getBoundingClientRect(),
  }));
  const isSmall = ({ height, width }: DOMRect): boolean => height < 23.5 || width < 23.5;
  /** Whether a pointer that is so far from the middle still hits it: its own area may be larger than its box. */
  const isHitAround = (control: Element): boolean => {
    const { height, left, top, width } = control.getBoundingClientRect();
    const [x, y] = [left + width / 2, top + height / 2];
    const around = [-11.5, 11.5].flatMap((by) => [[x + by, y] as const, [x, y + by] as const]);
    return around.every(([atX, atY]) => control.contains(document.elementFromPoint(atX, atY)));
  };
  const small = targets
    .filter(({ box, control }) => {
      control.scrollIntoView({ block: 'center' });
      if (!isSmall(box) || isHitAround(control)) return false;
      const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
      return targets.some(({ box: other, control: beside }) => {
        if (beside === control || beside.contains(control) || control.contains(beside)) return false;
        if (isSmall(other))
          return Math.hypot(other.left + other.width / 2 - x, other.top + other.height / 2 - y) < 24;
        const nearestX = Math.max(other.left, Math.min(x, other.right));
        const nearestY = Math.max(other.top, Math.min(y, other.bottom));
        return Math.hypot(nearestX - x, nearestY - y) < 12;
      });
    })
    .map(({ box, control }) => `${nameOf(control)}: ${Math.round(box.width)} × ${Math.round(box.height)}`);

  const brush = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  type Colour = readonly [number, number, number, number];
  const colourOf = (text: string): Colour => {
    if (brush === null) return [0, 0, 0, 0];
    brush.clearRect(0, 0, 1, 1);
    brush.fillStyle = text;
    brush.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0, alpha = 0] = brush.getImageData(0, 0, 1, 1).data;
    return [red, green, blue, alpha / 255];
  };
  const over2 = ([r, g, b, a]: Colour, [r2, g2, b2]: Colour): Colour => {
    const mix = (one: number, other: number): number => one * a + other * (1 - a);
    return [mix(r, r2), mix(g, g2), mix(b, b2), 1];
  };
  const groundOf = (element: Element | null): Colour => {
    if (element === null) return [255, 255, 255, 1];
    const colour = colourOf(getComputedStyle(element).backgroundColor);
    return colour[3] > 0.99 ? colour : over2(colour, groundOf(element.parentElement));
  };
  const lightness = ([r, g, b]: Colour): number => {
    const linear = (value: number): number =>
      value <= 10 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4;
    return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
  };
  const contrastOf = (element: Element): number => {
    const [r, g, b, own] = colourOf(getComputedStyle(element).color);
    let alpha = own;
    for (let each: Element | null = element; each !== null; each = each.parentElement)
      alpha *= Number(getComputedStyle(each).opacity);
    const ground = groundOf(element);
    const [one, other] = [lightness(over2([r, g, b, alpha], ground)), lightness(ground)];
    return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
  };
  const hasOwnText = (element: Element): boolean =>
    [...element.childNodes].some(({ nodeType, textContent }) => nodeType === 3 && textContent?.trim() !== '');
  const faint = within('*').flatMap((element) => {
    const least = element.tagName === 'svg' ? 3 : hasOwnText(element) ? 4.5 : null;
    if (least === null || element.closest('canvas') !== null) return [];
    const contrast = contrastOf(element);
    return contrast < least - 0.05
      ? [`${nameOf(element.closest('[role], button') ?? element)}: ${contrast.toFixed(2)}`]
      : [];
  });

  return { cut, sideways, unreachable, small, faint };
}
