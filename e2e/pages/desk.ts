import type { Locator, Page } from '@playwright/test';
import { expect } from '@playwright/test';

/** What a new download is given in the dialog; absent: the dialog's own value stays. */
export interface AddChoices {
  readonly checksum?: string;
  readonly connections?: number;
}

/** The window by its roles and names: what a person or a screen reader finds there. */
export class Desk {
  readonly page: Page;
  readonly toolbar: Locator;
  readonly list: Locator;
  readonly addDialog: Locator;
  readonly verifyDialog: Locator;

  constructor(page: Page) {
    this.page = page;
    this.toolbar = page.getByRole('toolbar');
    this.list = page.getByRole('grid', { name: 'Downloads' });
    this.addDialog = page.getByRole('dialog', { name: 'Add downloads' });
    this.verifyDialog = page.getByRole('dialog', { name: 'Verify a file' });
  }

  button(name: string): Locator {
    return this.toolbar.getByRole('button', { name, exact: true });
  }

  /** The row of a file; its name begins with the file's. */
  row(file: string): Locator {
    return this.list.getByRole('row', { name: new RegExp(`^${escaped(file)}`) });
  }

  /** A file's own bar in the list. */
  bar(file: string): Locator {
    return this.list.getByRole('progressbar', { name: `Progress of ${file}`, exact: true });
  }

  tab(name: string): Locator {
    return this.page.getByRole('tab', { name, exact: true });
  }

  /** One bar for each connection of the selected download. */
  segments(): Locator {
    return this.page.getByRole('progressbar', { name: /^Segment \d+$/ });
  }

  segment(slot: number): Locator {
    return this.page.getByRole('progressbar', { name: `Segment ${slot.toString()}`, exact: true });
  }

  /** How many bars of the selected download have left zero, seen while it was still downloading; else 0. */
  async movingSegments(file: string): Promise<number> {
    const values = await this.segments().evaluateAll((bars) =>
      bars.map((bar) => Number(bar.getAttribute('aria-valuenow'))),
    );
    const downloading = await this.row(file).getByText('Downloading').isVisible();
    return downloading ? values.filter((value) => value > 0).length : 0;
  }

  /** Opens the dialog, types the links, waits until each has its row, and downloads. */
  async add(links: string, choices: AddChoices = {}): Promise<void> {
    await this.button('Add').click();
    await this.addDialog.getByRole('textbox', { name: 'Links' }).fill(links);
    await expect(this.addDialog.getByRole('checkbox')).toHaveCount(links.trim().split('\n').length);
    if (choices.checksum !== undefined) {
      await this.addDialog.getByRole('textbox', { name: 'Checksum' }).fill(choices.checksum);
    }
    if (choices.connections !== undefined) {
      const field = this.addDialog.getByRole('textbox', { name: 'Connections' });
      await field.fill(choices.connections.toString());
      await field.blur();
    }
    await this.addDialog.getByRole('button', { name: 'Download', exact: true }).click();
    await expect(this.addDialog).toBeHidden();
  }

  /** Selects a row, so that the toolbar acts on it and the detail pane shows it. */
  async select(file: string): Promise<void> {
    await this.row(file).click();
    await expect(this.row(file)).toHaveAttribute('aria-selected', 'true');
  }
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
